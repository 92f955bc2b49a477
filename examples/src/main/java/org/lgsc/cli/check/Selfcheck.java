package org.lgsc.cli.check;

import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.option.PrecisionOption;
import org.lgsc.core.detector.SelfCheck;
import org.lgsc.core.engine.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks that this installation computes the expected result. */
@Command(
        name = "selfcheck",
        description = {
            "Draw a face, find it, score it with a tiny network built on the spot, and compare the"
                    + " score with the recorded one.",
            "The exit code is 1 when they differ."
        })
public final class Selfcheck extends LgscCommand {
    @Mixin PrecisionOption precision;

    @Override
    protected int run() {
        requireBackend();
        long start = System.nanoTime();
        Precision chosen = precision.orFloat32();
        SelfCheck check = SelfCheck.run(chosen);
        printf(
                "Score %.6f in %s, recorded %.6f; the face was %s; %d ms. %s%n",
                check.score(),
                chosen,
                SelfCheck.RECORDED,
                check.faceFound() ? "found" : "NOT FOUND",
                (System.nanoTime() - start) / 1_000_000,
                check.passes()
                        ? "This installation works."
                        : "This installation does NOT compute the expected score.");
        return check.passes() ? 0 : 1;
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Selfcheck(), args));
    }
}
