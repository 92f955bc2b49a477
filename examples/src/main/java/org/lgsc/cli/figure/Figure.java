package org.lgsc.cli.figure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.command.Reasons;
import org.lgsc.cli.embedding.ScatterPlot;
import org.lgsc.cli.embedding.TSne;
import org.lgsc.cli.option.CacheChoice;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the paper's figures for the user's model and pictures. */
@Command(
        name = "figure",
        description = {
            "cues: faces, their cue maps on a fixed colour scale and a detail where the cue is"
                    + " strongest (Fig. 1 and 3 of the paper), as PNG.",
            "With several models: a row per face, each model with its own geometry, and the same"
                    + " detail of face and cue map for all (Fig. 3).",
            "embedding: t-SNE of the vectors of decoder level D4 (Fig. 1 and 4), as PNG or SVG."
        })
public final class Figure extends LgscCommand {
    enum Kind {
        CUES,
        EMBEDDING
    }

    @Parameters(paramLabel = "KIND", description = "cues or embedding.")
    Kind kind;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description =
                    "A model file; cues: repeat the option to show several models side by side on"
                            + " the same faces.")
    List<Path> models;

    @Option(
            names = "--names",
            split = ",",
            arity = "1",
            paramLabel = "NAME",
            description = "Names of several models (default: the file names).")
    List<String> names = List.of();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "{train,dev,test}/{live,<PAI species>}/ (docs/datasets.md).")
    Path data;

    @Mixin CacheChoice prepared;

    @Option(
            names = "--split",
            defaultValue = "test",
            description = "train, dev or test (default: ${DEFAULT-VALUE}).")
    Split split;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File to write: .png; for embedding also .svg.")
    Path out;

    @Option(
            names = "--columns",
            defaultValue = "4",
            description =
                    "cues: subjects per row; with several models, rows per class (default:"
                            + " ${DEFAULT-VALUE}).")
    int columns;

    @Option(
            names = "--perplexity",
            defaultValue = "30",
            description = "embedding: effective number of neighbours (default: ${DEFAULT-VALUE}).")
    double perplexity;

    @Mixin FaceOptions faces;

    private final List<SetAside> leftOut = new ArrayList<>();

    @Override
    protected int run() {
        String name = out.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean svg = kind == Kind.EMBEDDING && name.endsWith(".svg");
        require(
                (svg || name.endsWith(".png")) && columns >= 1 && perplexity > 1,
                "--out must end in .png (or .svg for embedding), --columns must be at least 1 and"
                        + " --perplexity above 1.");
        require(
                (kind != Kind.EMBEDDING || models.size() == 1)
                        && (names.isEmpty() || names.size() == models.size()),
                "embedding takes one --model, and --names needs one name for each model.");
        prepared.requireOneSource(data);
        Outputs.file(out);
        requireBackend();
        List<DrawnModel> drawn = new ArrayList<>();
        try {
            for (int i = 0; i < models.size(); i++) {
                LgscModel model = LgscModel.load(models.get(i));
                drawn.add(new DrawnModel(name(i), model, prepared.given() ? null : faces));
            }
            PadDataset dataset = dataset(drawn);
            Reasons.say(dataset.setAside(), false, err()::println);
            if (kind == Kind.CUES) {
                cues(drawn, dataset);
            } else {
                embedding(drawn.get(0), dataset, svg);
            }
        } finally {
            drawn.forEach(DrawnModel::close);
        }
        Reasons.say("Left out", leftOut, false, err()::println);
        out().println("Figure: " + out);
        return 0;
    }

    /** The file's name without ending, or its path if two files have the same name. */
    private String name(int at) {
        if (!names.isEmpty()) {
            return names.get(at);
        }
        Path name = models.get(at).getFileName();
        boolean same = models.stream().filter(m -> m.getFileName().equals(name)).count() > 1;
        return same ? models.get(at).toString() : name.toString().replaceFirst("\\.zip$", "");
    }

    private PadDataset dataset(List<DrawnModel> drawn) {
        if (!prepared.given()) {
            return FolderDataset.load(data, FolderDataset.Options.defaults().withSplits(split));
        }
        drawn.forEach(m -> prepared.requireCrop(m.preprocessing().geometry().crop()));
        return prepared.samples().scoring(split);
    }

    /** Draws one model with a row for live and for each species, or several with a row per face. */
    private void cues(List<DrawnModel> drawn, PadDataset dataset) {
        Map<String, List<List<CuePicture.Cell>>> kinds = faces(drawn, dataset);
        List<CuePicture.Row> rows = new ArrayList<>();
        DrawnModel first = drawn.get(0);
        if (drawn.size() == 1) {
            kinds.forEach(
                    (name, cells) ->
                            rows.add(
                                    new CuePicture.Row(
                                            name, cells.stream().map(c -> c.get(0)).toList())));
            CuePicture.write(
                    out,
                    "Face, spoof cue map, and detail where the cue is strongest"
                            + trainedOn(first)
                            + shown(dataset),
                    rows,
                    first.threshold(),
                    true);
            return;
        }
        kinds.forEach((name, cells) -> cells.forEach(c -> rows.add(new CuePicture.Row(name, c))));
        CueColumns.write(
                out,
                "Faces, spoof cue maps, and a detail of both" + shown(dataset),
                drawn.stream()
                        .map(m -> new CueColumns.Column(m.name(), m.threshold(), m.trainedOn()))
                        .toList(),
                rows);
    }

    /** Faces usable for all models, by class, one per subject; each has a cell for each model. */
    private Map<String, List<List<CuePicture.Cell>>> faces(
            List<DrawnModel> drawn, PadDataset dataset) {
        Map<String, List<List<CuePicture.Cell>>> kinds = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (Sample s : dataset.samples(split)) {
            List<List<CuePicture.Cell>> row =
                    kinds.computeIfAbsent(kindOf(s), k -> new ArrayList<>());
            String person = kindOf(s) + "/" + (s.subject().isEmpty() ? s.id() : s.subject());
            if (row.size() >= columns || seen.contains(person)) {
                continue;
            }
            usable(s, () -> drawn.stream().map(m -> m.picture(s)).toList())
                    .ifPresent(
                            pictures -> {
                                List<CuePicture.Cell> cells = new ArrayList<>();
                                for (int i = 0; i < drawn.size(); i++) {
                                    cells.add(drawn.get(i).cell(pictures.get(i)));
                                }
                                row.add(cells);
                                seen.add(person);
                            });
        }
        kinds.values().removeIf(List::isEmpty);
        if (kinds.isEmpty()) {
            throw LgscException.of(
                    "The %s split of %s has no usable face to draw%s",
                    split.folder(),
                    data == null ? dataset.name() : data,
                    leftOut.isEmpty() ? "." : ": " + leftOut.get(0).reason());
        }
        return kinds;
    }

    private void embedding(DrawnModel drawn, PadDataset dataset, boolean svg) {
        D4Vectors vectors = new D4Vectors(drawn.model());
        List<Sample> samples = dataset.samples(split);
        List<double[]> points = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        // evenly spaced over the split if there are more than can be laid out
        double stride = Math.max(1, (double) samples.size() / TSne.MOST_POINTS);
        for (double at = 0; at < samples.size() && points.size() < TSne.MOST_POINTS; at += stride) {
            Sample s = samples.get((int) at);
            usable(s, () -> vectors.of(drawn.face(s)))
                    .ifPresent(
                            vector -> {
                                points.add(vector);
                                kinds.add(kindOf(s));
                            });
        }
        if (points.size() < 4) {
            throw LgscException.of(
                    "The %s split of %s has %s usable faces; an embedding needs at least 4.",
                    split.folder(), data == null ? dataset.name() : data, points.size());
        }
        TSne tsne = new TSne(perplexity, 750, 12345);
        TSne.Layout layout = tsne.layOut(points.toArray(double[][]::new));
        ScatterPlot plot =
                ScatterPlot.of(
                        RootFormat.of(
                                "t-SNE of the D4 vectors of %s faces%s%s",
                                points.size(), trainedOn(drawn), shown(dataset)),
                        layout.points(),
                        kinds);
        if (svg) {
            AtomicFile.writeText(out, plot.toSvg());
        } else {
            ImageEncoder.writePng(RgbImage.of(plot.toImage()), out);
        }
    }

    /** Training data for the title, so that a shared picture still states simulated data. */
    private static String trainedOn(DrawnModel model) {
        return model.trainedOn().isEmpty() ? "" : "; trained on " + model.trainedOn();
    }

    /** Origin of the faces, if they are from a protocol of a prepared data set. */
    private String shown(PadDataset dataset) {
        return prepared.given() ? "; faces of " + dataset.name() + ", " + split.folder() : "";
    }

    private <T> Optional<T> usable(Sample sample, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (LgscException e) {
            leftOut.add(new SetAside(sample.id(), e.getMessage()));
            return Optional.empty();
        }
    }

    private static String kindOf(Sample sample) {
        return sample.label().isLive() ? "live" : sample.species();
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Figure(), args));
    }
}
