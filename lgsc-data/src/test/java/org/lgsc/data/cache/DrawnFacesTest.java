package org.lgsc.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.face.YuNetFaceDetector;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.fixture.TestVideos;
import org.lgsc.data.fixture.TestVideos.Kind;
import org.lgsc.data.protocol.RawDataset;
import org.lgsc.data.sets.RawDatasets;

/** Real detectors on encoded videos of drawn faces. */
class DrawnFacesTest {
    /** The detector of OpenCV's model zoo, if present; it is not part of the project. */
    private static final String YUNET = "lgsc.yunet";

    @TempDir Path folder;

    private FaceCache prepare(
            RawDataset set, String name, FaceDetector detector, boolean annotations) {
        Path cache = folder.resolve("cache-" + name);
        CacheOptions options =
                new CacheOptions(
                        CacheOptions.VERSION,
                        set.name(),
                        "3",
                        new FaceCrop(1.3, 48),
                        annotations,
                        name,
                        CacheOptions.Format.PNG);
        try (detector) {
            new Preparation(set, cache, options, detector, 2, Preparation.Progress.NONE).run();
        }
        return FaceCache.open(cache);
    }

    /** The face fills about three quarters of its picture, whose place in the frame is known. */
    private static void assertOnTheFace(FaceCache.Entry entry) {
        FaceBox box = entry.box();
        double centreX = box.x() + box.width() / 2.0 - TestVideos.faceX(entry.frame());
        double centreY = box.y() + box.height() / 2.0 - TestVideos.FACE_Y;
        assertThat(centreX).as("%s", entry).isCloseTo(TestVideos.FACE_SIZE / 2.0, within(20.0));
        assertThat(centreY).as("%s", entry).isCloseTo(TestVideos.FACE_SIZE / 2.0, within(30.0));
        assertThat(box.width()).isBetween(TestVideos.FACE_SIZE / 3, TestVideos.FACE_SIZE);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theCascadeFindsThemInEveryKindOfVideo(Kind kind) throws IOException {
        SetTrees tree = new SetTrees(folder.resolve("own"), TestVideos.faces(kind));
        tree.put("train/live/anna/1." + kind.ending(), TestVideos.faces(kind));
        FaceCache cache =
                prepare(
                        RawDatasets.open("folder", tree.root()),
                        "haar",
                        new HaarFaceDetector(),
                        true);
        assertThat(cache.entries())
                .hasSize(3)
                .allSatisfy(DrawnFacesTest::assertOnTheFace)
                .allMatch(e -> e.boxSource().equals("haar"));
        RgbImage crop = cache.source(cache.entries().get(0)).load();
        double red = 0;
        double blue = 0;
        for (int y = 0; y < crop.height(); y++) {
            for (int x = 0; x < crop.width(); x++) {
                red += crop.get(x, y, 0);
                blue += crop.get(x, y, 2);
            }
        }
        assertThat(red)
                .as("skin is redder than blue, unless channels are swapped")
                .isGreaterThan(blue);
    }

    @Test
    void annotationsGoBeforeTheDetectorAndAgreeWithIt() throws IOException {
        SetTrees tree =
                new SetTrees(folder.resolve("casia"), TestVideos.faces(Kind.MPEG4_AVI))
                        .casia(1, 1, false);
        StringBuilder boxes = new StringBuilder();
        for (int frame = 0; frame < TestVideos.FRAMES; frame++) {
            boxes.append(frame)
                    .append(' ')
                    .append(TestVideos.faceX(frame) + 30)
                    .append(' ')
                    .append(TestVideos.FACE_Y + 35)
                    .append(" 100 100\n");
        }
        tree.put("face-locations/train_release/1/1.face", boxes.toString());
        RawDataset set = RawDatasets.open("casia", tree.root());
        FaceCache mixed = prepare(set, "haar", new HaarFaceDetector(), true);
        assertThat(mixed.entries("train_release/1/1"))
                .hasSize(3)
                .allMatch(e -> e.boxSource().equals("annotation"))
                .allSatisfy(DrawnFacesTest::assertOnTheFace);
        assertThat(mixed.entries("train_release/1/2"))
                .hasSize(3)
                .allMatch(e -> e.boxSource().equals("haar"))
                .allSatisfy(DrawnFacesTest::assertOnTheFace);
    }

    @Test
    void yuNetFindsThemToo() throws IOException {
        String model = System.getProperty(YUNET, "");
        Assumptions.assumeTrue(!model.isEmpty() && Files.isRegularFile(Path.of(model)));
        SetTrees tree = new SetTrees(folder.resolve("own"), new byte[0]);
        tree.put("train/live/anna/1.mov", TestVideos.faces(Kind.H264_MOV));
        FaceCache cache =
                prepare(
                        RawDatasets.open("folder", tree.root()),
                        "yunet",
                        new YuNetFaceDetector(Path.of(model)),
                        true);
        assertThat(cache.entries()).isNotEmpty().allSatisfy(DrawnFacesTest::assertOnTheFace);
    }
}
