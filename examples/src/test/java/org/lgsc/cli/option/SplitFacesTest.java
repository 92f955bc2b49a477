package org.lgsc.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.synthetic.SyntheticFaces;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** quantize, bench policies and bench precision cut faces out as the other commands do. */
class SplitFacesTest {
    private static final int SIDE = 200;
    private static final FaceGeometry GEOMETRY = FaceGeometry.standard(64);
    private static final FaceGeometry OF_CROPS = GEOMETRY.withDetector(DetectorId.NONE);

    @TempDir Path folder;

    /** Two drawn portraits and a picture without a face in each split. */
    @BeforeEach
    void write() throws IOException {
        SyntheticFaces drawn = SyntheticFaces.of(3);
        int person = 0;
        for (Split split : List.of(Split.DEV, Split.TEST)) {
            for (String kind : List.of("live", "print")) {
                Path to = Files.createDirectories(folder.resolve(split.folder()).resolve(kind));
                RgbImage portrait = drawn.portrait(person++, SIDE);
                ImageEncoder.writePng(portrait, to.resolve("p" + person + "_1.png"));
            }
            ImageEncoder.writePng(
                    RgbImage.black(SIDE, SIDE),
                    folder.resolve(split.folder()).resolve("print/n" + person + "_1.png"));
        }
    }

    private Map<Split, List<Sample>> faces(FaceGeometry geometry, String... words) {
        SplitFaces faces = new SplitFaces();
        CommandLine line =
                new CommandLine(CommandSpec.forAnnotatedObject(faces))
                        .setCaseInsensitiveEnumValuesAllowed(true);
        line.parseArgs(words);
        faces.data = folder;
        return faces.of(geometry, Split.DEV, Split.TEST);
    }

    private static void assertCut(Map<Split, List<Sample>> faces) {
        assertThat(faces).containsOnlyKeys(Split.DEV, Split.TEST);
        assertThat(faces.values())
                .allSatisfy(
                        all ->
                                assertThat(all)
                                        .hasSize(2)
                                        .allMatch(s -> s.image().load().width() < SIDE));
    }

    private static void assertWhole(Map<Split, List<Sample>> faces) {
        assertThat(faces.values())
                .allSatisfy(
                        all ->
                                assertThat(all)
                                        .hasSize(3)
                                        .allMatch(s -> s.image().load().width() == SIDE));
    }

    @Test
    void byTheDetectorOfTheModel() {
        assertCut(faces(GEOMETRY));
        assertWhole(faces(OF_CROPS));
    }

    /** The detector is closed when the faces are used. */
    @Test
    void byAnotherDetector() {
        assertCut(faces(OF_CROPS, "--detector=haar"));
        assertWhole(faces(GEOMETRY, "--detector=none"));
        assertThatThrownBy(() -> faces(GEOMETRY, "--detector=yunet", "--yunet=missing.onnx"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("missing.onnx");
    }
}
