package dev.trn3.uncertainty;

import dev.trn3.hardware.Machine;
import dev.trn3.procurement.Price;
import dev.trn3.procurement.Prices;
import dev.trn3.simulation.MachineModel.Resource;
import dev.trn3.units.Dollars;
import java.util.List;
import java.util.Optional;

/**
 * Something uncertain that results follow from.
 *
 * @param name what it is
 * @param effect what it changes
 * @param distribution the values it may take: multiples of what is assumed, but for a price dollars
 *     for a chip and hour
 * @param reason why it is uncertain, and by how much
 */
public record Factor(String name, Effect effect, Distribution distribution, String reason) {

  static final String MISSING =
      "with(null) is no factor; say with(new Factor(name, effect, distribution, reason))";

  /** What a factor changes. */
  public enum Effect {
    /** The time of a step is multiplied: what the model itself misses. */
    MODEL_ERROR(null),
    /** The rate of matrix products is multiplied. */
    MATRIX_RATE(Resource.MATRIX_RATE),
    /** The bandwidth of memory is multiplied. */
    MEMORY_BANDWIDTH(Resource.MEMORY_BANDWIDTH),
    /** The bandwidth of links inside an UltraServer is multiplied. */
    SCALE_UP_BANDWIDTH(Resource.SCALE_UP_BANDWIDTH),
    /** The bandwidth of the network is multiplied. */
    SCALE_OUT_BANDWIDTH(Resource.SCALE_OUT_BANDWIDTH),
    /** The time between failures of a chip is multiplied. */
    CHIP_LIFE(null),
    /** Of a service: the time to read prompts is multiplied. */
    READING_TIME(null),
    /** Of a service: the time to produce tokens is multiplied. */
    PRODUCING_TIME(null),
    /** Dollars for a chip and hour. */
    PRICE(null);

    private final Resource resource;

    Effect(Resource resource) {
      this.resource = resource;
    }

    Optional<Resource> resource() {
      return Optional.ofNullable(resource);
    }
  }

  /**
   * A price between two ends, in dollars for a chip and hour.
   *
   * @throws IllegalArgumentException if an end is not above $0 or above $1,000,000, or the lower is
   *     not first
   */
  static Factor price(double low, double high) {
    if (!(low >= 0) || !(high >= low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "price(%s, %s): dollars for a chip and hour, the lower end first, such as price(2.0, 2.5)"
              .formatted(low, high));
    }
    Price.checked(Dollars.of(String.valueOf(low)));
    Price.checked(Dollars.of(String.valueOf(high)));
    return new Factor(
        "price of a chip and hour",
        Effect.PRICE,
        Distribution.uniform(low, high),
        "entered by you");
  }

  /**
   * The prices that are known of a machine or assumed, each as likely.
   *
   * @param chipHours dollars for a chip and hour
   * @param known what is said of a single price
   */
  static Factor price(Machine machine, List<Double> chipHours, String known) {
    boolean assumed = Prices.of(machine).stream().anyMatch(each -> each.date().isEmpty());
    String several =
        assumed
            ? "no price is public; %d assumptions, see prices()".formatted(chipHours.size())
            : "published, from the cheapest region to the dearest";
    return new Factor(
        "price of a chip and hour",
        Effect.PRICE,
        Distribution.oneOf(chipHours),
        chipHours.size() == 1 ? known : several);
  }
}
