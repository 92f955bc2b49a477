package org.lgsc.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.CameraKind;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.RenderProgress;
import org.lgsc.data.synthetic.SyntheticDataset;

/**
 * Writes drawn faces and simulated attacks as a folder of pictures, {@code
 * FOLDER/{live,print,replay}/PERSON_n.png}, to try commands that take a folder without recordings.
 */
public final class DrawnPictures {
    private DrawnPictures() {}

    /**
     * Draws the pictures.
     *
     * @param arguments folder to write, number of subjects, phone or webcam, side of a face in
     *     pixels, seed
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("Arguments: FOLDER PEOPLE phone|webcam SIDE SEED");
            System.exit(2);
        }
        int pictures =
                write(
                        Path.of(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        CameraKind.valueOf(arguments[2].toUpperCase(Locale.ROOT)),
                        Integer.parseInt(arguments[3]),
                        Long.parseLong(arguments[4]));
        System.err.println(pictures + " pictures drawn.");
    }

    /** Writes two live pictures, a print and a replay of each subject. */
    static int write(Path folder, int people, CameraKind camera, int side, long seed)
            throws IOException {
        PadDataset data =
                SyntheticDataset.builder()
                        .subjects(people, 0, 0)
                        .liveCaptures(2)
                        .attacksPerSpecies(1)
                        .species(PaiSpecies.PRINT, PaiSpecies.REPLAY)
                        .camera(camera)
                        .size(side)
                        .seed(seed)
                        .build()
                        .materialise(1, RenderProgress.NONE);
        int pictures = 0;
        for (Sample s : data.samples(Split.TRAIN)) {
            Path kind =
                    Files.createDirectories(
                            folder.resolve(s.label().isLive() ? "live" : s.species()));
            // e.g. synthetic-0001_live-0: the subject precedes the underscore
            ImageEncoder.writePng(
                    s.image().load(), kind.resolve(s.id().replace('/', '_') + ".png"));
            pictures++;
        }
        return pictures;
    }
}
