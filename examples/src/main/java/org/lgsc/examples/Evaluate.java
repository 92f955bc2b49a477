package org.lgsc.examples;

import java.nio.file.Path;
import org.lgsc.core.LgscException;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.threshold.Criterion;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Error rates of score files: threshold from the development scores, report on the test scores. */
@Command(
        name = "evaluate",
        description = {
            "APCER, BPCER, ACER and more from two score files.",
            "The threshold is fitted on the development scores, never on the test scores."
        })
public final class Evaluate extends ExampleCommand {
    @Option(
            names = "--dev",
            required = true,
            paramLabel = "CSV",
            description = "Scores of the development split.")
    Path dev;

    @Option(
            names = "--test",
            required = true,
            paramLabel = "CSV",
            description = "Scores of the test split.")
    Path test;

    @Option(
            names = "--criterion",
            defaultValue = "eer",
            converter = CriterionConverter.class,
            description =
                    "eer, min-hter, median, apcer<=RATE, bpcer<=RATE or fixed=SCORE"
                            + " (default: ${DEFAULT-VALUE}).")
    Criterion criterion;

    @Option(names = "--title", defaultValue = "", description = "Title of the report.")
    String title;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON, too.")
    Path json;

    static final class CriterionConverter implements ITypeConverter<Criterion> {
        @Override
        public Criterion convert(String text) {
            try {
                return Criterion.parse(text);
            } catch (LgscException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    protected int run() {
        PadReport report =
                PadEvaluator.builder()
                        .title(title)
                        .thresholdFrom(DevScores.of(ScoreFile.read(dev)), criterion)
                        .build()
                        .evaluate(TestScores.of(ScoreFile.read(test)));
        out().print(report.toText());
        out().flush();
        if (json != null) {
            TextFile.write(json, report.toJson());
        }
        return 0;
    }

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Evaluate(), args));
    }
}
