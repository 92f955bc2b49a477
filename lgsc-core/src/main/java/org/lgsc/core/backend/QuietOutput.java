package org.lgsc.core.backend;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Standard output without the lines "Added differentiated op ..." that Deeplearning4j prints
 * whenever it builds the gradient of a loss; everything else passes.
 *
 * <p>A library does not change an application's standard output; the application installs this
 * stream at its start:
 *
 * <pre>{@code
 * System.setOut(new QuietOutput(System.out, QuietOutput.charset()));
 * }</pre>
 */
public final class QuietOutput extends PrintStream {
    private static final String NOISE = "Added differentiated op ";

    /**
     * @param target stream that receives the other output
     * @param charset charset of the text
     */
    public QuietOutput(OutputStream target, Charset charset) {
        super(target, true, charset);
    }

    /** Charset of standard output: that of the terminal if Java knows it. */
    public static Charset charset() {
        String name = System.getProperty("stdout.encoding"); // JDK 19 and newer
        if (name == null) {
            name = System.getProperty("sun.stdout.encoding"); // before JDK 19, on a terminal only
        }
        return name != null && Charset.isSupported(name)
                ? Charset.forName(name)
                : Charset.defaultCharset();
    }

    @Override
    public void println(@Nullable String line) {
        if (line == null || !line.startsWith(NOISE)) {
            super.println(line);
        }
    }
}
