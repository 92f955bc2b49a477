package org.lgsc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.RenderProgress;
import org.lgsc.data.synthetic.SyntheticDataset;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;

/** Small data folders. */
public final class TestFolders {
    private TestFolders() {}

    /** Pictures of 96 pixels: 2 subjects a split, a live picture and a print of each. */
    public static Path write(Path root) throws IOException {
        PadDataset data =
                SyntheticDataset.builder()
                        .subjects(2, 2, 2)
                        .liveCaptures(1)
                        .attacksPerSpecies(1)
                        .species(PaiSpecies.PRINT)
                        .size(96)
                        .seed(7)
                        .build()
                        .materialise(1, RenderProgress.NONE);
        return write(root, data);
    }

    /** Drawn faces of 128 pixels: a live picture and a print of each subject. */
    static PadDataset drawn(int training, int threads) {
        return SyntheticDataset.builder()
                .subjects(training, 2, 2)
                .liveCaptures(1)
                .attacksPerSpecies(1)
                .species(PaiSpecies.PRINT)
                .size(128)
                .seed(9)
                .build()
                .materialise(threads, RenderProgress.NONE);
    }

    /** Writes score files of the development and test splits: 0.1 for live, 0.9 for attacks. */
    static void scores(Path root, PadDataset data) {
        for (Split split : List.of(Split.DEV, Split.TEST)) {
            List<PadScore> scores = new ArrayList<>();
            for (Sample s : data.samples(split)) {
                scores.add(
                        s.label().isLive()
                                ? PadScore.live(s.id(), s.subject(), 0.1)
                                : PadScore.attack(s.id(), s.species(), s.subject(), 0.9));
            }
            ScoreFile.write(root.resolve(split.folder() + ".csv"), scores);
        }
    }

    /** A data set as a folder. */
    public static Path write(Path root, PadDataset data) throws IOException {
        for (Split split : Split.values()) {
            for (Sample s : data.samples(split)) {
                picture(
                        root,
                        split,
                        s.label().isLive() ? "live" : s.species(),
                        s.subject() + "_1.png",
                        s.image().load());
            }
        }
        return root;
    }

    public static void picture(Path root, Split split, String species, String name, RgbImage image)
            throws IOException {
        Path folder = Files.createDirectories(root.resolve(split.folder()).resolve(species));
        ImageEncoder.writePng(image, folder.resolve(name));
    }
}
