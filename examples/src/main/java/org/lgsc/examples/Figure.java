package org.lgsc.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.file.Draft;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.scoring.GraphCueSource;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.Split;
import org.lgsc.eval.embedding.ScatterPlot;
import org.lgsc.eval.embedding.TSne;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The paper's figures for a model and pictures of one's own. */
@Command(
        name = "figure",
        description = {
            "cues: faces, their cue maps on a fixed colour scale and a detail where the cue is"
                    + " strongest (Fig. 1 and 3 of the paper), as PNG.",
            "embedding: t-SNE of the vectors of decoder level D4 (Fig. 1 and 4), as PNG or SVG."
        })
public final class Figure extends ExampleCommand {
    /** What is drawn. */
    enum Kind {
        CUES,
        EMBEDDING
    }

    @Parameters(paramLabel = "KIND", description = "cues or embedding.")
    Kind kind;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model file.")
    Path model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description = "{train,dev,test}/{live,<PAI species>}/ (docs/datasets.md).")
    Path data;

    @Option(
            names = "--split",
            defaultValue = "test",
            description = "train, dev or test (default: ${DEFAULT-VALUE}).")
    Split split;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "A .png file; for embedding a .svg file, too.")
    Path out;

    @Option(
            names = "--columns",
            defaultValue = "4",
            description = "cues: subjects in a row (default: ${DEFAULT-VALUE}).")
    int columns;

    @Option(
            names = "--perplexity",
            defaultValue = "30",
            description = "embedding: effective number of neighbours (default: ${DEFAULT-VALUE}).")
    double perplexity;

    @Mixin FaceOptions faces;

    @Override
    protected int run() throws Exception {
        String name = out.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean svg = kind == Kind.EMBEDDING && name.endsWith(".svg");
        if (!svg && !name.endsWith(".png") || columns < 1 || !(perplexity > 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out ends in .png (or .svg for embedding), --columns is at least 1 and"
                            + " --perplexity above 1.");
        }
        Outputs.file(out);
        requireBackend();
        LgscModel loaded = LgscModel.load(model);
        Preprocessing preprocessing = loaded.metadata().preprocessing();
        try (FaceDetector detector = faces.open(preprocessing.geometry())) {
            List<Sample> samples =
                    FolderDataset.load(data, FolderDataset.Options.defaults().withSplits(split))
                            .samples(split)
                            .stream()
                            .map(s -> faces.face(s, detector, preprocessing.geometry().crop()))
                            .toList();
            if (kind == Kind.CUES) {
                cues(loaded, samples);
            } else {
                embedding(loaded, samples, svg);
            }
        } catch (IOException e) {
            throw Draft.failure(out.toString(), e);
        }
        out().println("Figure: " + out);
        return 0;
    }

    /** A row for live and one for each species, a column a subject. */
    private void cues(LgscModel loaded, List<Sample> samples) {
        Preprocessing preprocessing = loaded.metadata().preprocessing();
        GraphCueSource source = new GraphCueSource(loaded.graph());
        Map<String, Map<String, CuePicture.Cell>> rows = new LinkedHashMap<>();
        for (Sample s : samples) {
            Map<String, CuePicture.Cell> row =
                    rows.computeIfAbsent(kindOf(s), k -> new LinkedHashMap<>());
            if (row.size() < columns && !row.containsKey(s.subject())) {
                face(s).ifPresent(
                                face ->
                                        row.put(
                                                s.subject(),
                                                CuePicture.Cell.of(
                                                        preprocessing.geometry().picture(face),
                                                        preprocessing.scaling(),
                                                        source)));
            }
        }
        if (rows.values().stream().allMatch(Map::isEmpty)) {
            throw new LgscException(
                    "The " + split.folder() + " split of " + data + " has no usable face to draw.");
        }
        List<CuePicture.Row> drawn = new ArrayList<>();
        rows.forEach(
                (name, cells) -> drawn.add(new CuePicture.Row(name, List.copyOf(cells.values()))));
        CuePicture.write(
                out,
                "Face, spoof cue map, and detail where the cue is strongest" + trainedOn(loaded),
                drawn,
                loaded.metadata().threshold().spoofScore(),
                true);
    }

    private void embedding(LgscModel loaded, List<Sample> samples, boolean svg) throws IOException {
        D4Vectors vectors = new D4Vectors(loaded);
        List<double[]> points = new ArrayList<>();
        List<String> names = new ArrayList<>();
        // evenly spread over the split when there are more than can be laid out
        double stride = Math.max(1, (double) samples.size() / TSne.MOST_POINTS);
        for (double at = 0; at < samples.size() && points.size() < TSne.MOST_POINTS; at += stride) {
            Sample s = samples.get((int) at);
            face(s).ifPresent(
                            face -> {
                                points.add(vectors.of(face));
                                names.add(kindOf(s));
                            });
        }
        if (points.size() < 4) {
            throw new LgscException(
                    "The "
                            + split.folder()
                            + " split of "
                            + data
                            + " has "
                            + points.size()
                            + " usable faces; an embedding needs at least 4.");
        }
        TSne tsne = new TSne(perplexity, 750, 12345);
        TSne.Layout layout = tsne.layOut(points.toArray(double[][]::new));
        ScatterPlot plot =
                ScatterPlot.of(
                        "t-SNE of the D4 vectors of "
                                + points.size()
                                + " faces"
                                + trainedOn(loaded),
                        layout.points(),
                        names);
        if (svg) {
            Draft.writeString(out, plot.toSvg());
        } else {
            byte[] png = CuePicture.png(plot.toImage());
            Draft.write(out, to -> to.write(png));
        }
    }

    /** A picture that is handed on still says whether its network saw simulated data. */
    private static String trainedOn(LgscModel model) {
        String dataset = model.metadata().provenance().dataset();
        return dataset.isEmpty() ? "" : "; trained on " + dataset;
    }

    private Optional<RgbImage> face(Sample sample) {
        try {
            return Optional.of(sample.image().load());
        } catch (LgscException e) {
            err().println("Left out: " + sample.id() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String kindOf(Sample sample) {
        return sample.label().isLive() ? "live" : sample.species();
    }

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Figure(), args));
    }
}
