package org.lgsc.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lgsc.core.LgscException;

class SafeTextTest {
    @Test
    void controlCharactersBecomeQuestionMarks() {
        assertThat(SafeText.text("a\u001b[31mb\nc\r\t\u009b\u2028\u202ed"))
                .isEqualTo("a?[31mb?c????\u003fd");
        assertThat(SafeText.text("Jürgen 顔.jpg")).isEqualTo("Jürgen 顔.jpg");
        assertThat(SafeText.text("abcdef", 3)).isEqualTo("abc");
    }

    @Test
    void messagesAreOneLine() {
        assertThat(new LgscException("Cannot read x\u001b]0;y\n.jpg: it is \u0007 empty."))
                .hasMessage("Cannot read x?]0;y?.jpg: it is ? empty.");
    }
}
