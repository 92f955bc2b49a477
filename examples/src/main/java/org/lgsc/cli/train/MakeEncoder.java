package org.lgsc.cli.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.pretext.EncoderMaker;
import org.lgsc.core.LgscVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the library's built-in encoder again, or a similar one. */
@Command(
        name = "make-encoder",
        description = {
            "Train an encoder on drawn faces only: it learns to tell a patch of a live face from a"
                    + " patch of a print and of a display. Without options the result is the"
                    + " library's built-in encoder.",
            "The file is for train --encoder FILE."
        })
public final class MakeEncoder extends LgscCommand {
    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The .safetensors file to write, with 16-bit numbers.")
    Path out;

    @Option(names = "--base-width", description = "Channels of the stem (default: 16).")
    int baseWidth = EncoderMaker.BUILT_IN.baseWidth();

    @Option(names = "--steps", description = "Number of training steps.")
    int steps = EncoderMaker.BUILT_IN.steps();

    @Option(names = "--seed", description = "Random seed of faces, patches and weights; not 0.")
    long seed = EncoderMaker.BUILT_IN.seed();

    @Override
    protected int run() {
        Outputs.file(out);
        requireBackend();
        EncoderMaker like = EncoderMaker.BUILT_IN;
        EncoderMaker maker =
                fromArguments(
                        () ->
                                new EncoderMaker(
                                        baseWidth,
                                        like.subjects(),
                                        like.side(),
                                        like.batchSize(),
                                        steps,
                                        like.learningRate(),
                                        seed));
        EncoderMaker.Made made =
                maker.make(
                        (done, total) -> {
                            if (done == total) {
                                err().println(total + " faces drawn");
                            }
                        },
                        (step, loss) -> remarkf("step %d of %d: loss %.3f%n", step, steps, loss));
        Map<String, String> facts = new TreeMap<>();
        facts.put("made by", "make-encoder of LGSC for Java " + LgscVersion.current());
        facts.put("options", maker.toString());
        facts.put("data", "drawn faces, simulated prints and displays; no photographs");
        made.encoder().halves().writeSafetensors(out, facts);
        made.accuracy().forEach((kind, share) -> printf("%-12s %.3f%n", kind, share));
        printf("Encoder: %s%n", out);
        return 0;
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new MakeEncoder(), args));
    }
}
