package dev.trn3.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.sweep.Sweep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** YARN and Kubernetes need modules of Spark that a notebook does not have. */
@EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "Spark runs on the Java of the test")
class MissingModuleTest {

  @AfterEach
  void stop() {
    Spark.stop();
  }

  @Test
  void yarnWithoutItsModuleIsToldToUseSparkSubmit() {
    Sweep<Integer> sweep = Sweep.of(point -> 1).quietly().over("x", 1).on(Spark.master("yarn"));

    assertThatThrownBy(sweep::run)
        .hasMessageContaining("Spark at yarn does not start")
        .hasMessageContaining("start the program by its spark-submit")
        .hasMessageContaining("Spark.submitted()");
  }
}
