package org.lgsc.cli.parity;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.api.buffer.DataType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares this network with the results of another implementation. */
@Command(
        name = "parity",
        description = {
            "Rebuild the network of a fixture, in DOUBLE and in FLOAT, and print the largest"
                    + " difference of every quantity with its tolerance.",
            "The exit code is 1 when one is outside its tolerance."
        })
public final class Parity extends LgscCommand {
    enum Layout {
        NHWC,
        NCHW,
        BOTH;

        List<CNN2DFormat> formats() {
            return switch (this) {
                case NHWC -> List.of(CNN2DFormat.NHWC);
                case NCHW -> List.of(CNN2DFormat.NCHW);
                case BOTH -> List.of(CNN2DFormat.NHWC, CNN2DFormat.NCHW);
            };
        }
    }

    @Parameters(
            paramLabel = "DIR",
            description = "Folder with weights.npz, input.npz, ..., losses.json.")
    Path fixture;

    @Option(
            names = "--layout",
            defaultValue = "nhwc",
            description = "nhwc, nchw or both (default: ${DEFAULT-VALUE}).")
    Layout layout;

    @Override
    protected int run() {
        requireBackend();
        ParityFixture loaded = ParityFixture.load(fixture);
        int outside = 0;
        for (CNN2DFormat format : layout.formats()) {
            for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
                printf("%s %s%n", type, format);
                printf("  %-56s %12s %10s%n", "quantity", "difference", "tolerance");
                for (ParityRow row : ParityCheck.run(loaded, type, format)) {
                    out().println(line(row));
                    outside += row.passes() ? 0 : 1;
                }
            }
        }
        out().println(
                        outside == 0
                                ? "All quantities are within their tolerances."
                                : outside + " quantities are outside their tolerances.");
        return outside == 0 ? 0 : 1;
    }

    private static String line(ParityRow row) {
        return RootFormat.of(
                "  %-56s %12.3e %10s%s",
                row.quantity(),
                row.difference(),
                Double.isNaN(row.tolerance()) ? "-" : RootFormat.of("%.0e", row.tolerance()),
                row.passes() ? "" : "  OUTSIDE");
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Parity(), args));
    }
}
