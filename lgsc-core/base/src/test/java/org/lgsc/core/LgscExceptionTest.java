package org.lgsc.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.lgsc.core.LgscException.Kind;

class LgscExceptionTest {
    private static Kind kindBecauseOf(Throwable cause) {
        Kind kind = new LgscException("x", cause).kind();
        assertThat(LgscException.of(cause, "%s", "x").kind()).isEqualTo(kind);
        return kind;
    }

    @Test
    void theCauseSaysWhoseFaultItIs() {
        assertThat(kindBecauseOf(new NoSuchFileException("a"))).isEqualTo(Kind.FILE);
        assertThat(kindBecauseOf(new IOException("disk full"))).isEqualTo(Kind.FILE);
        assertThat(kindBecauseOf(new UncheckedIOException(new IOException()))).isEqualTo(Kind.FILE);
        assertThat(kindBecauseOf(new UnsatisfiedLinkError())).isEqualTo(Kind.ENVIRONMENT);
        assertThat(kindBecauseOf(new OutOfMemoryError())).isEqualTo(Kind.ENVIRONMENT);
        assertThat(kindBecauseOf(new IllegalStateException())).isEqualTo(Kind.OTHER);
        assertThat(kindBecauseOf(null)).isEqualTo(Kind.OTHER);
    }

    @Test
    void aKindIsKeptByWhoeverAddsToTheSentence() {
        LgscException first = LgscException.of(Kind.INPUT, "no picture");
        assertThat(kindBecauseOf(first)).isEqualTo(Kind.INPUT);
        assertThat(new LgscException("options that contradict").kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void theThrowerKnowsBetterThanTheCause() {
        assertThat(LgscException.of(Kind.INPUT, new IOException(), "damaged").kind())
                .isEqualTo(Kind.INPUT);
    }
}
