package org.lgsc.core.backend;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Standard output without the lines "Added differentiated op ..." that Deeplearning4j prints
 * whenever it builds the gradient of a loss; everything else passes.
 *
 * <p>A library does not touch an application's standard output; an application puts this before it
 * at its start:
 *
 * <pre>{@code
 * System.setOut(new QuietOutput(System.out, QuietOutput.charset()));
 * }</pre>
 */
public final class QuietOutput extends PrintStream {
    private static final String NOISE = "Added differentiated op ";

    /**
     * @param target where the rest goes
     * @param charset of the text
     */
    public QuietOutput(OutputStream target, Charset charset) {
        super(target, true, charset);
    }

    /** The charset of standard output: of the terminal where Java knows it. */
    public static Charset charset() {
        String name = System.getProperty("stdout.encoding"); // JDK 19 and newer
        if (name == null) {
            name = System.getProperty("sun.stdout.encoding"); // before, on a terminal only
        }
        return name != null && Charset.isSupported(name)
                ? Charset.forName(name)
                : Charset.defaultCharset();
    }

    @Override
    public void println(String line) {
        if (line == null || !line.startsWith(NOISE)) {
            super.println(line);
        }
    }
}
