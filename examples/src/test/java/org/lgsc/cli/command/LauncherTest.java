package org.lgsc.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

/** What ends a command from outside. */
class LauncherTest {
    @Command(name = "prints")
    private static final class Prints extends LgscCommand {
        @Override
        protected int run() {
            out().println("result");
            return 0;
        }
    }

    @Command(name = "throws")
    private static final class Throws extends LgscCommand {
        private final Throwable thrown;

        Throws(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        protected int run() {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }

    /** A full disk, or a closed pipe. */
    private static final class Full extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @Test
    void resultsThatAreLostAreAFailure() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            System.setOut(new PrintStream(new Full(), true, StandardCharsets.UTF_8));
            assertThat(Launcher.execute(new Prints())).isEqualTo(1);
            System.setOut(new PrintStream(new ByteArrayOutputStream(), true));
            assertThat(Launcher.execute(new Prints())).isZero();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).containsOnlyOnce("full disk");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Java heap space | -Xmx",
                "Cannot allocate new FloatPointer(73728): physicalBytes = 180M | maxbytes",
                "Physical memory usage is too high | maxphysicalbytes"
            })
    void tooLittleMemoryIsASentence(String message, String advice) {
        OutOfMemoryError error = new OutOfMemoryError(message);
        for (Throwable thrown :
                new Throwable[] {error, new IllegalStateException("a thread failed", error)}) {
            StringWriter err = new StringWriter();
            int code =
                    Launcher.execute(
                            new Throws(thrown),
                            new PrintWriter(new StringWriter()),
                            new PrintWriter(err));
            assertThat(code).isEqualTo(1);
            assertThat(err.toString()).contains(message, advice).hasLineCount(1);
        }
    }
}
