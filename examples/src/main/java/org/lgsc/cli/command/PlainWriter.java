package org.lgsc.cli.command;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import org.lgsc.core.internal.SafeText;

/**
 * Writer of text for a terminal. Names of files, species and entries are untrusted and can contain
 * escape sequences, which are made visible; line ends and tabs come from this program.
 */
final class PlainWriter extends FilterWriter {
    PlainWriter(Writer target) {
        super(target);
    }

    @Override
    public void write(int c) throws IOException {
        write(new char[] {(char) c}, 0, 1);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        char[] plain = SafeText.text(text.substring(offset, offset + length)).toCharArray();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(offset + i);
            if (c == '\n' || c == '\r' || c == '\t') {
                plain[i] = c;
            }
        }
        out.write(plain);
    }
}
