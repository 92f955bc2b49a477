package org.lgsc.core.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuietOutputTest {
    @Test
    void theNoiseOfDifferentiationIsDroppedAndNothingElse() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream quiet = new QuietOutput(bytes, StandardCharsets.UTF_8)) {
            quiet.println("Added differentiated op reduce_mean");
            quiet.println("größer");
            quiet.println((String) null);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("größer", "null");
    }
}
