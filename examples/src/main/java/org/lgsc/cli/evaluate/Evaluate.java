package org.lgsc.cli.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.fold.Fusion;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.cli.option.RatingOptions;
import org.lgsc.core.foreign.ForeignCard;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.model.LgscModel;
import org.lgsc.eval.metric.IntervalMethod;
import org.lgsc.eval.protocol.ProtocolEvaluator;
import org.lgsc.eval.protocol.ProtocolReport;
import org.lgsc.eval.protocol.RunFolder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Evaluates score files: threshold from the development scores, report on the test scores. */
@Command(
        name = "evaluate",
        description = {
            "Compute APCER, BPCER, ACER and more from two score files, or from all folds of a run"
                    + " folder.",
            "The threshold is fitted on the development scores, never on the test scores."
        })
public final class Evaluate extends LgscCommand {
    @Option(names = "--dev", paramLabel = "CSV", description = "Scores of the development split.")
    Path dev;

    @Option(names = "--test", paramLabel = "CSV", description = "Scores of the test split.")
    Path test;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "Instead of --dev and --test: a folder with the score files of all folds"
                            + " (docs/evaluation.md).")
    Path run;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the report as text, JSON, CSV, Markdown, LaTeX and HTML.")
    Path out;

    @Mixin RatingOptions rating;

    @Option(
            names = "--interval",
            defaultValue = "clopper-pearson",
            converter = IntervalConverter.class,
            description = "clopper-pearson or wilson, at 95 %% (default: ${DEFAULT-VALUE}).")
    IntervalMethod interval;

    @Option(
            names = "--ddof",
            defaultValue = "0",
            description =
                    "Standard deviation over folds: 0 divides by the number of folds, 1 by one less"
                            + " (default: ${DEFAULT-VALUE}).")
    int ddof;

    @Option(
            names = "--species",
            split = ",",
            paramLabel = "NAME",
            description = "PAI species of the protocol; a species without scores is then reported.")
    List<String> species = List.of();

    @Option(
            names = "--system",
            paramLabel = "NAME=VALUE",
            description = "A property of the system for the report, e.g. latency; repeatable.")
    Map<String, String> system = Map.of();

    @ArgGroup(exclusive = false)
    FullSystemOptions fullSystem;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "Folder that test_label is relative to; the report then shows the worst"
                            + " errors.")
    Path images;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "With --images: also shows their cue maps. The card of a third-party network,"
                            + " which has no cue maps, only names the face detector.")
    Path model;

    @Mixin FaceOptions faces;

    @Option(
            names = "--figure",
            paramLabel = "FILE",
            description = "With --out: a PNG or SVG to include in the HTML page; repeatable.")
    List<Path> figures = List.of();

    @Option(names = "--title", defaultValue = "", description = "Title of the report.")
    String title;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the report as JSON; only with --test.")
    Path json;

    static final class IntervalConverter implements ITypeConverter<IntervalMethod> {
        @Override
        public IntervalMethod convert(String text) {
            try {
                return IntervalMethod.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "expected clopper-pearson or wilson but was '" + text + "'");
            }
        }
    }

    @Override
    protected int run() throws Exception {
        boolean files = dev != null || test != null;
        require(run != null || test != null, "Give --dev and --test, or --run.");
        require(run == null || !files, "Give either --dev and --test, or --run.");
        require(
                run != null || dev != null || !rating.criterion.needsScores(),
                "The criterion %s needs --dev.",
                rating.criterion);
        require(
                dev == null || rating.criterion.needsScores(),
                "Option '--dev' cannot be combined with the threshold %s; leave it out.",
                rating.criterion);
        require(json == null || run == null, "Option '--json' goes with --test; use --out.");
        ProtocolEvaluator evaluator = fromArguments(this::evaluator);
        Outputs.file(json);
        Outputs.folder(out);
        ProtocolReport report =
                run == null
                        ? evaluator.evaluate(dev, test)
                        : evaluator.evaluate(RunFolder.read(run));
        out().print(report.toText());
        out().flush();
        sayFused(report);
        if (json != null) {
            AtomicFile.writeText(json, report.summary().folds().get(0).toJson());
        }
        if (out != null) {
            (images == null ? report : pictured(report)).write(out, figures);
            err().println("Report: " + out.resolve("report.html"));
        }
        return 0;
    }

    /** Reports that frames were fused: the counts then differ from the rows of the file. */
    private void sayFused(ProtocolReport report) {
        boolean fused =
                report.summary().folds().stream()
                        .anyMatch(r -> r.provenance().containsKey("frames fused by"));
        if (fused && rating.fusion == Fusion.AUTO) {
            err().println(
                            "Videos have several frames: each video is one presentation with the"
                                    + " mean of their scores; --fusion none counts frames.");
        }
    }

    private ProtocolReport pictured(ProtocolReport report) throws Exception {
        requireBackend();
        if (model != null && ForeignCard.isCard(model)) { // it has no cue maps: only faces
            return new ErrorPictures(images, null, faces, ForeignCard.read(model).detector())
                    .addTo(report);
        }
        LgscModel loaded = model == null ? null : LgscModel.load(model);
        return new ErrorPictures(images, loaded, faces, null).addTo(report);
    }

    private ProtocolEvaluator evaluator() {
        ProtocolEvaluator.Builder builder =
                ProtocolEvaluator.builder()
                        .criterion(rating.criterion)
                        .scoreMeaning(rating.meaning)
                        .intervalMethod(interval)
                        .ddof(ddof)
                        .expectedSpecies(species)
                        .allowSharedSubjects(rating.force)
                        .title(title);
        rating.fusion.choose(builder);
        if (fullSystem != null) {
            fullSystem.facts().forEach(builder::system);
        }
        system.forEach(builder::system);
        return builder.build();
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Evaluate(), args));
    }
}
