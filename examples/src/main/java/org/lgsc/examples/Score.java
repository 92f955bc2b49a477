package org.lgsc.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.dataset.Split;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a split of a folder with a model. */
@Command(
        name = "score",
        description = {
            "Score one split of a data folder and write a score file (docs/evaluation.md).",
            "Pictures without a usable face have no response: their score is empty."
        })
public final class Score extends ExampleCommand {
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

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "The score file.")
    Path out;

    @Mixin FaceOptions faces;

    @Override
    protected int run() {
        LgscModel loaded = LgscModel.load(model);
        PadDataset all =
                FolderDataset.load(data, FolderDataset.Options.defaults().withSplits(split));
        PadDataset cropped = faces.faces(all, loaded.metadata().preprocessing().crop());
        List<PadScore> scores = new ArrayList<>(new SplitScorer(loaded).score(cropped.samples(split)));
        for (SetAside file : cropped.setAside()) {
            err().println("Set aside: " + file.id() + ": " + file.reason());
        }
        scores.addAll(withoutFace(all, cropped));
        ScoreFile.write(out, scores);
        long responses = scores.stream().filter(PadScore::hasResponse).count();
        out().printf("%d of %d pictures scored: %s%n", responses, scores.size(), out);
        return 0;
    }

    private List<PadScore> withoutFace(PadDataset all, PadDataset cropped) {
        Set<String> kept =
                cropped.samples(split).stream().map(Sample::id).collect(Collectors.toSet());
        return all.samples(split).stream()
                .filter(s -> !kept.contains(s.id()))
                .map(
                        s ->
                                new PadScore(
                                        s.id(),
                                        s.label(),
                                        s.species(),
                                        s.subject(),
                                        "",
                                        -1,
                                        Double.NaN))
                .toList();
    }

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Score(), args));
    }
}
