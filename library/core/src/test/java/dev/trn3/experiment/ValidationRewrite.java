package dev.trn3.experiment;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Not a test: fits again and rewrites the data and VALIDATION.md, when asked to by a property. */
class ValidationRewrite {

  @Test
  @EnabledIfSystemProperty(
      named = "validation.rewrite",
      matches = "true",
      disabledReason = "rewrites files; run with -Dvalidation.rewrite=true")
  void rewrites() throws IOException {
    Validation.main(new String[] {".."});
  }
}
