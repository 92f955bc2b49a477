package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.lgsc.cli.command.Launcher;

/**
 * What a command line came to.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
public record CommandRun(int code, String out, String err) {
    public static CommandRun of(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int code =
                Launcher.execute(
                        new Lgsc(), new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** Scores the test split of a folder of face crops into a file, without a complaint. */
    public static CommandRun score(Object model, Object data, Object csv) {
        CommandRun run =
                of("score", "--model", model, "--data", data, "--out", csv, "--detector", "none");
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }
}
