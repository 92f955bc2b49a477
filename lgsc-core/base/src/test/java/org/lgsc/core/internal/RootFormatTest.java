package org.lgsc.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class RootFormatTest {
    @Test
    void numbersDoNotDependOnTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("de"));
        try {
            assertThat(RootFormat.of("%.1f %% of %,d, %s", 0.5, 1000, 0.25))
                    .isEqualTo("0.5 % of 1,000, 0.25");
        } finally {
            Locale.setDefault(before);
        }
    }
}
