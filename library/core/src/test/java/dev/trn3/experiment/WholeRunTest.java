package dev.trn3.experiment;

import static dev.trn3.experiment.TrainingEstimateTest.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.units.Seconds;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WholeRunTest {
  @Test
  void becomesAWholeRunWithFailures() {
    Pretraining run = JOB.estimate().pretrain(15e12);

    assertThat(run.goodput()).isBetween(0.9, 1.0);
    assertThat(run.time().si()).isGreaterThan(run.work().si());
    assertThat(run.earliest().si()).isLessThan(run.time().si());
    assertThat(run.latest().si()).isGreaterThan(run.time().si());
    assertThat(run.chipLife(new Seconds(3.6e6)).goodput()).isLessThan(run.goodput());
    assertThat(run.sheet().notes().toString()).contains("Assumed: a chip stops the job every");
  }

  @Test
  void forecastsTheEndOfARunWithARange() {
    Finish finish = JOB.estimate().pretrain(15e12).withFailures().finish();

    assertThat(finish.percentile(10).si()).isLessThan(finish.percentile(50).si());
    assertThat(finish.percentile(50).si()).isLessThan(finish.percentile(90).si());
    assertThat(finish.percentile(50).si() / finish.run().time().si()).isCloseTo(1, within(0.05));
    assertThat(finish.run().spares()).isBetween(0, 5);
    assertThat(finish.run().repair(new Seconds(1e6)).spares()).isGreaterThan(finish.run().spares());
  }

  @Test
  void namesTheDayOnWhichARunEnds() {
    Finish finish = JOB.estimate().pretrain(15e12).withFailures().finish();
    Finish dated = finish.starting("2027-01-04");

    assertThat(dated.date(90))
        .isEqualTo(LocalDate.of(2027, 1, 4).plusDays((long) finish.percentile(90).days()));
    assertThat(dated.sheet().rows().get(2)).contains(dated.date(90).toString());
    assertThat(dated.toString()).contains(dated.date(10).toString(), dated.date(90).toString());
    assertThatThrownBy(() -> finish.starting("4 January"))
        .hasMessageContaining("is no date; write it as year-month-day");
    assertThatThrownBy(() -> finish.date(50)).hasMessageContaining("say when the run starts");
  }
}
