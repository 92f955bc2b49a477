package org.lgsc.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.file.FolderLock;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.dataset.TestSamples;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.fixture.TestVideos;
import org.lgsc.data.fixture.TestVideos.Kind;
import org.lgsc.data.protocol.RawDataset;
import org.lgsc.data.sets.RawDatasets;

class PreparationTest {
    private static final FaceDetector NOBODY = image -> List.of();

    @TempDir Path folder;

    private static CacheOptions options(String set, String frames) {
        return new CacheOptions(
                CacheOptions.VERSION,
                set,
                frames,
                new FaceCrop(1.3, 16),
                true,
                "none",
                CacheOptions.Format.PNG);
    }

    private Preparation.Summary prepare(RawDataset set, String frames, FaceDetector detector) {
        return new Preparation(
                        set,
                        folder.resolve("cache"),
                        options(set.name(), frames),
                        detector,
                        2,
                        Preparation.Progress.NONE)
                .run();
    }

    private SetTrees tree(String set, Kind kind) throws IOException {
        return new SetTrees(folder.resolve(set), kind.bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "oulu-npu, MPEG4_AVI, 28, 32, 40",
        "siw, H264_MOV, 17, 25, 62",
        "casia-mfsd, MJPEG_AVI, 17, 25, 62",
        "replay-attack, H264_MOV, 17, 25, 62",
        "msu-mfsd, H264_MP4, 17, 25, 62"
    })
    void everySetIsCutOutByItsOwnAnnotations(String name, Kind kind, int x, int y, int side)
            throws IOException {
        SetTrees tree = tree(name, kind);
        switch (name) {
            case "oulu-npu" -> tree.oulu(new int[][] {{1}, {}, {}}, true);
            case "siw" -> tree.siw(new int[] {1}, new int[] {2});
            case "casia-mfsd" -> tree.casia(1, 1, true);
            case "replay-attack" -> tree.replay(new int[][] {{1}, {}, {}}, false);
            default -> tree.msu(new int[] {3}, new int[] {4});
        }
        RawDataset set = RawDatasets.open(name, tree.root());
        Preparation.Summary summary = prepare(set, "2", NOBODY);
        assertThat(summary.setAside()).isEmpty();
        assertThat(summary.images()).isEqualTo(2 * set.presentations().size());
        assertThat(summary.boxSources()).containsOnlyKeys("annotation");
        FaceCache cache = FaceCache.open(folder.resolve("cache"));
        assertThat(cache.entries()).allMatch(cache::isIntact);
        FaceCache.Entry entry = cache.entries(set.presentations().get(0).id()).get(1);
        assertThat(entry.frame()).isEqualTo(9);
        RgbImage crop = cache.source(entry).load();
        assertThat(crop.width()).isEqualTo(crop.height()).isCloseTo(side, within(38));
        assertThat(crop.get(5, 5, 0)).isCloseTo(TestVideos.grey(9), within(6));
    }

    @Test
    void theManifestSaysEverythingOfAPicture() throws IOException {
        SetTrees tree = tree("casia-mfsd", Kind.MPEG4_AVI).casia(1, 1, true);
        prepare(RawDatasets.open("casia", tree.root()), "1", NOBODY);
        List<String> lines = Files.readAllLines(folder.resolve("cache/manifest.csv"));
        assertThat(lines.get(0))
                .isEqualTo(
                        "path,video,frame,subject,label,species,x,y,width,height,box_source,sha256");
        assertThat(lines).hasSize(25);
        assertThat(lines.get(1))
                .matches(
                        "images/test_release/1/1/00006.png,test_release/1/1,6,21,live,,24,32,48,48,"
                                + "annotation,[0-9a-f]{64}");
        assertThat(lines.get(3)).contains(",spoof,warped-photo,");
    }

    @Test
    void picturesArePreparedToo() throws IOException {
        Path root = folder.resolve("own");
        for (int i = 0; i < 70; i++) {
            Path file = root.resolve("train/live/anna/" + i + ".png");
            Files.createDirectories(file.getParent());
            ImageEncoder.writePng(TestSamples.picture(i, 20), file);
        }
        Files.write(root.resolve("train/live/anna/70.png"), new byte[] {1, 2, 3});
        Preparation.Summary summary =
                prepare(RawDatasets.open("folder", root), "1", new WholeImageDetector());
        assertThat(summary.images()).isEqualTo(70);
        assertThat(summary.boxSources()).containsEntry("none", 70);
        FaceCache cache = FaceCache.open(folder.resolve("cache"));
        FaceCache.Entry entry = cache.entries("train/live/anna/69").get(0);
        assertThat(entry.frame()).isEqualTo(-1);
        assertThat(cache.source(entry).load().get(0, 0, 0)).isEqualTo(69);
        assertThat(cache.reason("train/live/anna/70")).contains("not a JPEG");
    }

    private SetTrees damaged() throws IOException {
        SetTrees tree = tree("casia-mfsd", Kind.MPEG4_AVI).casia(2, 1, true);
        byte[] video = Kind.MPEG4_AVI.bytes();
        tree.put("train_release/1/1.avi", Arrays.copyOf(video, video.length / 2));
        tree.put("train_release/1/2.avi", new byte[0]);
        tree.put("train_release/1/3.avi", "not a video");
        tree.put("train_release/1/list.avi", "misnamed");
        tree.put("face-locations/train_release/1/4.face", "0 24 32 48 48\nsix 24 32 48 48\n");
        tree.put("face-locations/train_release/1/5.face", SetTrees.lines("%d 24 32 9 9"));
        Files.delete(tree.root().resolve("face-locations/train_release/1/6.face"));
        return tree;
    }

    @Test
    void whatCannotBeUsedIsReportedWithItsReason() throws IOException {
        RawDataset set = RawDatasets.open("casia", damaged().root());
        Preparation.Summary summary = prepare(set, "2", NOBODY);
        Map<String, List<String>> reasons = new TreeMap<>();
        for (SetAside s : summary.setAside()) {
            reasons.computeIfAbsent(s.id(), i -> new ArrayList<>()).add(s.reason());
        }
        assertThat(reasons.get("train_release/1/1"))
                .singleElement()
                .asString()
                .contains("truncated");
        assertThat(reasons.get("train_release/1/2"))
                .singleElement()
                .asString()
                .contains("is empty");
        assertThat(reasons.get("train_release/1/3"))
                .singleElement()
                .asString()
                .contains("not a video");
        assertThat(reasons.get("train_release/1/list")).singleElement().asString().contains("name");
        assertThat(reasons.get("train_release/1/4")).singleElement().asString().contains("line 2");
        assertThat(reasons.get("train_release/1/4, frame 3")).containsExactly("No face was found.");
        assertThat(reasons.get("train_release/1/5, frame 9"))
                .singleElement()
                .asString()
                .contains("9x9");
        assertThat(reasons.get("train_release/1/6, frame 3")).containsExactly("No face was found.");
        assertThat(summary.usable()).isEqualTo(36 - 6);
        assertThat(CacheTable.readProblems(folder.resolve("cache/set-aside.csv")))
                .isEqualTo(summary.setAside());
        assertThat(summary.asText()).contains("30 of 36 files", "1 truncated", "1 empty");
        assertThat(FaceCache.open(folder.resolve("cache")).reason("train_release/1/6"))
                .contains("No face");
    }

    /** As with videos that were scaled down and annotations that were not. */
    @Test
    void aBoxOfAPictureOfAnotherSizeIsNotCutOut() throws IOException {
        SetTrees tree = tree("casia-mfsd", Kind.MPEG4_AVI).casia(1, 1, true);
        tree.put("face-locations/train_release/1/1.face", SetTrees.lines("%d 240 320 480 480"));
        tree.put("face-locations/train_release/1/2.face", SetTrees.lines("%d 70 100 48 48"));
        Preparation.Summary summary =
                prepare(RawDatasets.open("casia", tree.root()), "2", new WholeImageDetector());
        assertThat(summary.setAside())
                .hasSize(4)
                .allMatch(s -> s.reason().contains("outside the picture of 96 x 128 pixels"))
                .extracting(SetAside::id)
                .contains("train_release/1/1, frame 3", "train_release/1/2, frame 9");
        assertThat(summary.boxSources()).containsEntry("none", 4);
        assertThat(summary.asText()).contains("4 annotations outside their pictures");
    }

    /** Sets annotate stored pixels; here a player shows them twice as wide. */
    @Test
    void boxesAreStretchedWithPixelsThatAreNotSquare() throws IOException {
        RgbImage grey = new RgbImage(96, 128, TestVideos.grey(96, 128, 5));
        byte[] video = TestVideos.still(Kind.MPEG4_AVI, grey, 2, Map.of());
        SetTrees tree = new SetTrees(folder.resolve("wide"), video).casia(1, 1, true);
        tree.put("face-locations/train_release/1/1.face", SetTrees.lines("%d 56 32 40 48"));
        RawDataset set = RawDatasets.open("casia-mfsd", tree.root());
        assertThat(prepare(set, "1", NOBODY).setAside()).isEmpty();
        FaceCache cache = FaceCache.open(folder.resolve("cache"));
        assertThat(cache.entries("train_release/1/1"))
                .singleElement()
                .returns(new FaceBox(112, 32, 80, 48, 1), FaceCache.Entry::box)
                .returns("annotation", FaceCache.Entry::boxSource);
    }

    @Test
    void theDetectorTakesOverWhereThereIsNoAnnotation() throws IOException {
        RawDataset set = RawDatasets.open("casia", damaged().root());
        FaceDetector corner = image -> List.of(new FaceBox(0, 0, 40, 40, 1));
        Preparation.Summary summary = prepare(set, "2", corner);
        assertThat(summary.boxSources()).containsEntry("none", 2 + 2);
    }

    @Test
    void nothingUsableIsAnError() throws IOException {
        SetTrees tree = new SetTrees(folder.resolve("casia"), new byte[0]).casia(1, 1, false);
        assertThatThrownBy(() -> prepare(RawDatasets.open("casia", tree.root()), "1", NOBODY))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("None of the 24 files", "set-aside.csv");
        assertThatThrownBy(() -> FaceCache.open(folder.resolve("cache")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("not finished");
    }

    private Map<String, String> content(Path cache) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(cache)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(cache.relativize(file).toString(), Sha256.ofReadable(file).orElseThrow());
            }
        }
        return files;
    }

    @Test
    void anUnfinishedCacheIsTakenUpAndEndsTheSame() throws IOException {
        RawDataset set = RawDatasets.open("casia", damaged().root());
        prepare(set, "2", NOBODY);
        Path cache = folder.resolve("cache");
        Map<String, String> whole = content(cache);
        // what a kill leaves: no tables, some videos not begun, one half written
        Files.delete(cache.resolve("manifest.csv"));
        Files.delete(cache.resolve("set-aside.csv"));
        Files.delete(cache.resolve("done/video/train_release/2/1.json"));
        Files.write(cache.resolve("images/train_release/2/1/00003.png"), new byte[] {1});
        Files.write(cache.resolve("images/train_release/2/1/00099.png"), new byte[] {1});
        Files.write(cache.resolve("done/video/train_release/2/2.json"), new byte[] {'{'});
        Files.write(cache.resolve("done/video/train_release/2/1.json.tmp"), new byte[] {'{'});
        List<Integer> finished = new ArrayList<>();
        Preparation.Summary again =
                new Preparation(
                                set,
                                cache,
                                options(set.name(), "2"),
                                NOBODY,
                                1,
                                new Preparation.Progress() {
                                    @Override
                                    public void onStart(int finishedBefore, int total) {
                                        finished.add(finishedBefore);
                                        finished.add(total);
                                    }

                                    @Override
                                    public void onDone(int done, long images) {
                                        finished.add(done);
                                    }
                                })
                        .run();
        assertThat(finished).containsExactly(34, 36, 35, 36);
        assertThat(again.finishedBefore()).isEqualTo(34);
        assertThat(content(cache)).isEqualTo(whole);
    }

    @Test
    void aFileThatWasCopiedAgainIsDoneAgain() throws IOException {
        SetTrees tree = damaged();
        prepare(RawDatasets.open("casia", tree.root()), "2", NOBODY);
        tree.put("train_release/1/1.avi", Kind.MPEG4_AVI.bytes());
        Preparation.Summary again = prepare(RawDatasets.open("casia", tree.root()), "2", NOBODY);
        assertThat(again.finishedBefore()).isEqualTo(35);
        assertThat(again.usable()).isEqualTo(31);
    }

    @Test
    void theSameFilesElsewhereAreTakenUpAndOthersAreRefused() throws IOException {
        SetTrees tree = tree("casia", Kind.MPEG4_AVI).casia(1, 1, true);
        prepare(RawDatasets.open("casia", tree.root()), "1", NOBODY);
        Path cache = folder.resolve("cache");
        Map<String, String> whole = content(cache);
        SetTrees moved = tree("mounted", Kind.MPEG4_AVI).casia(1, 1, true);
        RawDataset same = RawDatasets.open("casia", moved.root());
        assertThat(prepare(same, "1", NOBODY).finishedBefore()).isEqualTo(24);

        moved.put("train_release/1/1.avi", Kind.MJPEG_AVI.bytes());
        Files.delete(moved.root().resolve("test_release/1/2.avi"));
        RawDataset other = RawDatasets.open("casia", moved.root());
        Path done = cache.resolve("done");
        assertThatThrownBy(() -> prepare(other, "1", NOBODY))
                .isInstanceOf(LgscException.class)
                .hasMessage(
                        "Folder %s has faces of other files of casia-mfsd than those given: of 24"
                                + " files 1 are missing now (the first: test_release/1/2), and 1"
                                + " have another size (the first: train_release/1/1, %d bytes then"
                                + " and %d now). Give the same data, another folder for the faces,"
                                + " or remove this one; to replace single files, remove their"
                                + " records below %s.",
                        cache, Kind.MPEG4_AVI.bytes().length, Kind.MJPEG_AVI.bytes().length, done);
        assertThat(content(cache)).as("nothing is touched").isEqualTo(whole);

        // as the message says
        Files.delete(done.resolve("video/train_release/1/1.json"));
        Files.delete(done.resolve("video/test_release/1/2.json"));
        assertThat(prepare(other, "1", NOBODY).finishedBefore()).isEqualTo(22);
    }

    @Test
    void theTableOfProblemsHasAnIdOnce() {
        assertThat(CacheTable.problems(List.of(new SetAside("a/1", "a/1: No face."))))
                .isEqualTo("id,reason\na/1,No face.\n");
    }

    @Test
    void aSetThatIsStillBeingUnpackedMayGrow() throws IOException {
        SetTrees tree = tree("casia", Kind.MPEG4_AVI).casia(1, 1, true);
        Path later = tree.root().resolve("test_release/1/2.avi");
        Files.delete(later);
        prepare(RawDatasets.open("casia", tree.root()), "1", NOBODY);
        Files.write(later, Kind.MPEG4_AVI.bytes());
        Preparation.Summary all = prepare(RawDatasets.open("casia", tree.root()), "1", NOBODY);
        assertThat(all.finishedBefore()).isEqualTo(23);
        assertThat(all.usable()).isEqualTo(24);
    }

    @Test
    void verifyingMakesDamagedPicturesAnew() throws IOException {
        RawDataset set =
                RawDatasets.open("casia", tree("casia", Kind.MPEG4_AVI).casia(1, 1, true).root());
        prepare(set, "2", NOBODY);
        Path cache = folder.resolve("cache");
        Map<String, String> whole = content(cache);
        Files.write(cache.resolve("images/train_release/1/1/00003.png"), new byte[9]);
        assertThat(prepare(set, "2", NOBODY).finishedBefore()).isEqualTo(24);
        Preparation.Summary verified =
                new Preparation(
                                set,
                                cache,
                                options(set.name(), "2"),
                                NOBODY,
                                1,
                                Preparation.Progress.NONE)
                        .run(true);
        assertThat(verified.finishedBefore()).isEqualTo(23);
        assertThat(content(cache)).isEqualTo(whole);
    }

    @Test
    void nothingIsKeptOfAVideoThatFailsOnTheWay() throws IOException {
        RawDataset set =
                RawDatasets.open("casia", tree("casia", Kind.MPEG4_AVI).casia(1, 1, false).root());
        AtomicInteger calls = new AtomicInteger();
        FaceDetector breaksOnce =
                image -> {
                    if (calls.incrementAndGet() == 2) {
                        throw new IllegalStateException("out of luck");
                    }
                    return List.of(new FaceBox(0, 0, 40, 40, 1));
                };
        Preparation.Summary summary =
                new Preparation(
                                set,
                                folder.resolve("cache"),
                                options(set.name(), "2"),
                                breaksOnce,
                                1,
                                Preparation.Progress.NONE)
                        .run();
        assertThat(summary.usable()).isEqualTo(23);
        assertThat(summary.images()).isEqualTo(2 * 23);
        assertThat(summary.setAside()).singleElement().matches(s -> s.reason().contains("luck"));
    }

    @Test
    void aFolderThatCannotBeMadeIsExplained() throws IOException {
        RawDataset set =
                RawDatasets.open("casia", tree("casia", Kind.MPEG4_AVI).casia(1, 1, true).root());
        Files.writeString(folder.resolve("cache"), "in the way");
        assertThatThrownBy(() -> prepare(set, "1", NOBODY))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("a file is in the way");
    }

    @Test
    void otherOptionsForeignFoldersAndASecondRunAreRefused() throws IOException {
        RawDataset set =
                RawDatasets.open("casia", tree("casia", Kind.MPEG4_AVI).casia(1, 1, true).root());
        prepare(set, "1", NOBODY);
        assertThatThrownBy(() -> prepare(set, "2", NOBODY))
                .isInstanceOf(LgscException.class)
                .hasMessage(
                        "Folder "
                                + folder.resolve("cache")
                                + " was prepared with other options (frames: 1 in the cache, 2"
                                + " now). Give the cache's, or another folder.");
        CacheOptions first =
                new CacheOptions(
                        1,
                        "a",
                        "1",
                        new FaceCrop(1.3, 40),
                        true,
                        "haar 2",
                        CacheOptions.Format.PNG);
        assertThat(first.differences(first)).isEmpty();
        assertThat(
                        first.differences(
                                new CacheOptions(
                                        1,
                                        "a",
                                        "1",
                                        new FaceCrop(1.3, 48),
                                        false,
                                        "none",
                                        CacheOptions.Format.JPEG)))
                .isEqualTo(
                        "minimum face: 40 pixels in the cache, 48 pixels now; annotations: used in"
                                + " the cache, not used now; detector: haar 2 in the cache, none"
                                + " now; format: png in the cache, jpeg now");
        try (FolderLock held = new CacheFolder(folder.resolve("cache")).lock()) {
            assertThatThrownBy(() -> prepare(set, "1", NOBODY))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("A run in progress prepares faces");
        }
        Path foreign = folder.resolve("foreign");
        Files.createDirectories(foreign);
        Files.writeString(foreign.resolve("letter.txt"), "dear");
        assertThatThrownBy(
                        () ->
                                new Preparation(
                                                set,
                                                foreign,
                                                options(set.name(), "1"),
                                                NOBODY,
                                                1,
                                                Preparation.Progress.NONE)
                                        .run())
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("not empty and is not a cache");
    }
}
