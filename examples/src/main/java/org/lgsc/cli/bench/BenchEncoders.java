package org.lgsc.cli.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.CameraKind;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.SyntheticDataset;
import org.lgsc.eval.report.FoldSummary.MeanDeviation;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.InitialEncoder;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingOptionsBuilder;
import org.lgsc.train.baseline.BaselineModel;
import org.lgsc.train.baseline.TextureFeatures;
import org.lgsc.train.baseline.TextureTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Compares the error rates of a small network with different initial encoders. */
@Command(
        name = "encoders",
        description = {
            "Train the recipe small-scale on drawn faces from each start of the encoder, with"
                    + " several seeds, and print mean and standard deviation of the error rates at"
                    + " the threshold of the development split's equal error rate.",
            "Subjects and pictures differ from those that the library's encoder was trained on; it"
                    + " has seen neither masks, nor cloth, nor the second camera."
        })
public final class BenchEncoders extends LgscCommand {
    private static final int FACE = 160;
    private static final int SMALLER_FACE = 112;
    private static final long CACHE_BYTES = 1L << 28;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            description =
                    "Repetitions, each with its own subjects and weights (default:"
                            + " ${DEFAULT-VALUE}).")
    int seeds;

    @Option(
            names = "--seed",
            defaultValue = "2001",
            description =
                    "Seed of the first repetition; the others follow (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--steps",
            defaultValue = "400",
            description =
                    "Steps of a training, in addition to those of the encoder alone (default:"
                            + " ${DEFAULT-VALUE}).")
    int steps;

    @Option(
            names = "--encoder-steps",
            description = "Steps of the encoder alone, if any (default: the recipe's).")
    Integer encoderSteps;

    @Option(
            names = "--subjects",
            defaultValue = "80",
            description =
                    "Subjects to train on; a quarter as many for the threshold, half as many for"
                            + " the test (default: ${DEFAULT-VALUE}).")
    int subjects;

    @Option(
            names = "--species",
            paramLabel = "SPECIES",
            split = ",",
            defaultValue = "print,replay",
            converter = Species.class,
            description =
                    "Attacks to train on, out of print, replay and mask; the others and cloth are"
                            + " the unknown attacks of the test (default: ${DEFAULT-VALUE}).")
    List<PaiSpecies> species;

    @Option(
            names = "--starts",
            split = ",",
            defaultValue = "random,warm,library,tuned",
            description = "Rows of the table, besides colour texture (default: ${DEFAULT-VALUE}).")
    List<Start> starts;

    static final class Species implements ITypeConverter<PaiSpecies> {
        @Override
        public PaiSpecies convert(String value) {
            PaiSpecies found = PaiSpecies.ofId(value);
            if (!PaiSpecies.forTraining().contains(found)) {
                throw new IllegalArgumentException(value + " is for tests only");
            }
            return found;
        }
    }

    private enum Start {
        RANDOM("random weights", InitialEncoder.RANDOM),
        WARM("random weights, trained alone first", InitialEncoder.RANDOM),
        LIBRARY("the library's", InitialEncoder.BUILTIN),
        TUNED("the library's, trained alone first", InitialEncoder.BUILTIN);

        private final String words;
        private final InitialEncoder initial;

        Start(String words, InitialEncoder initial) {
            this.words = words;
            this.initial = initial;
        }

        TrainingOptions of(TrainingOptionsBuilder recipe, Integer steps) {
            EncoderWarmStart own = recipe.build().warmStart();
            int alone = steps == null ? own.steps() : steps;
            return recipe.initialEncoder(initial)
                    .warmStart(
                            switch (this) {
                                case RANDOM -> EncoderWarmStart.NONE; // and at the full rate later
                                case LIBRARY -> warmStart(0, own);
                                case WARM, TUNED -> warmStart(alone, own);
                            })
                    .build();
        }

        private static EncoderWarmStart warmStart(int steps, EncoderWarmStart rates) {
            return new EncoderWarmStart(steps, rates.learningRate(), rates.laterFactor());
        }
    }

    /**
     * The drawn faces of one seed, of the same subjects in the same splits.
     *
     * @param known live faces and the attacks of the training
     * @param unknown live faces and the other attacks
     * @param otherCamera all of them, taken by another camera
     */
    private record Data(PadDataset known, PadDataset unknown, PadDataset otherCamera) {}

    private record Outcome(PadReport known, PadReport unknown, PadReport otherCamera) {}

    private record Column(String title, ToDoubleFunction<Outcome> value) {}

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("known species: ACER", o -> o.known().acer()),
                    new Column("unknown species: APCER", o -> o.unknown().apcer()),
                    new Column("ACER", o -> o.unknown().acer()),
                    new Column("other camera and size: ACER", o -> o.otherCamera().acer()),
                    new Column("D-EER", o -> o.otherCamera().dEer()));

    @Override
    protected int run() {
        requireBackend();
        Map<String, List<Outcome>> rows = new LinkedHashMap<>();
        for (long own = seed; own < seed + seeds; own++) {
            Data data = data(own);
            for (Start start : starts) {
                add(rows, start.words, network(start, data, own), own);
            }
            add(rows, TextureFeatures.COLOR_TEXTURE.toString(), texture(data), own);
        }
        out().println(table(rows));
        return 0;
    }

    private void add(Map<String, List<Outcome>> rows, String name, Outcome outcome, long own) {
        err().println("seed " + own + ": " + row(name, List.of(outcome)));
        rows.computeIfAbsent(name, n -> new ArrayList<>()).add(outcome);
    }

    private Data data(long own) {
        PadDataset phone = drawn(CameraKind.PHONE, FACE, own);
        return new Data(
                part(phone, true), part(phone, false), drawn(CameraKind.WEBCAM, SMALLER_FACE, own));
    }

    private PadDataset drawn(CameraKind camera, int size, long own) {
        return SyntheticDataset.builder()
                .subjects(subjects, Math.max(1, subjects / 4), Math.max(1, subjects / 2))
                .liveCaptures(3)
                .attacksPerSpecies(2)
                .species(PaiSpecies.PRINT, PaiSpecies.REPLAY, PaiSpecies.MASK, PaiSpecies.CLOTH)
                .severity(1)
                .camera(camera)
                .size(size)
                .seed(own)
                .build()
                .dataset()
                .cached(CACHE_BYTES);
    }

    /** Returns live faces with the attacks of the training, or with the others. */
    private PadDataset part(PadDataset all, boolean known) {
        List<String> ids = species.stream().map(PaiSpecies::id).toList();
        Map<Split, List<Sample>> samples = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            samples.put(
                    split,
                    all.samples(split).stream()
                            .filter(s -> s.label().isLive() || ids.contains(s.species()) == known)
                            .toList());
        }
        return all.withSamples(samples);
    }

    private Outcome network(Start start, Data data, long own) {
        TrainingOptions options =
                start.of(TrainingOptions.smallScale().seed(own).maxSteps(steps), encoderSteps);
        LgscModel model = new Trainer(options).train(data.known()).model();
        try (InferenceEngine engine = InferenceEngine.of(model)) {
            return outcome(engine, model.metadata().preprocessing(), data);
        }
    }

    private static Outcome texture(Data data) {
        FaceGeometry geometry = TrainingOptions.smallScale().build().preprocessing().geometry();
        BaselineModel model =
                new TextureTrainer(TextureFeatures.COLOR_TEXTURE, geometry).train(data.known());
        return outcome(model.source(), model.preprocessing(), data);
    }

    private static Outcome outcome(CueSource source, Preprocessing preprocessing, Data data) {
        SplitScorer scorer = SplitScorer.builder(source, preprocessing).build();
        DevScores dev = scorer.score(data.known(), Split.DEV).toDevScores();
        return new Outcome(
                report(scorer, dev, data.known()),
                report(scorer, dev, data.unknown()),
                report(scorer, dev, data.otherCamera()));
    }

    private static PadReport report(SplitScorer scorer, DevScores dev, PadDataset test) {
        return PadEvaluator.builder()
                .thresholdFrom(dev, Criterion.EER)
                .build()
                .evaluate(scorer.score(test, Split.TEST).toTestScores());
    }

    private static String table(Map<String, List<Outcome>> rows) {
        StringBuilder text = new StringBuilder("| start of the encoder |");
        COLUMNS.forEach(c -> text.append(' ').append(c.title()).append(" |"));
        text.append("\n|---|").append("---|".repeat(COLUMNS.size()));
        rows.forEach((name, outcomes) -> text.append('\n').append(row(name, outcomes)));
        return text.toString();
    }

    private static String row(String name, List<Outcome> outcomes) {
        return COLUMNS.stream()
                .map(c -> cell(outcomes.stream().mapToDouble(c.value()).toArray()))
                .collect(Collectors.joining(" | ", "| " + name + " | ", " |"));
    }

    /** Returns mean and standard deviation (ddof 1) over the seeds, in percent. */
    private static String cell(double[] values) {
        MeanDeviation over = MeanDeviation.of(values, 1);
        return values.length == 1
                ? RootFormat.of("%.1f", 100 * over.mean())
                : RootFormat.of("%.1f ± %.1f", 100 * over.mean(), 100 * over.deviation());
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new BenchEncoders(), args));
    }
}
