package org.lgsc.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.fixture.TestVideos.Kind;
import org.lgsc.data.internal.batch.BalancedBatchIterator;
import org.lgsc.data.patch.PatchSampler;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;
import org.lgsc.data.sets.RawDatasets;

class CachedSamplesTest {
    private static final ProtocolId GRANDTEST = ProtocolId.of("grandtest");

    @TempDir Path folder;
    private RawDataset casia;
    private FaceCache cache;

    private FaceCache prepare(RawDataset set, String frames) {
        Path root = folder.resolve("cache-" + set.name());
        new Preparation(
                        set,
                        root,
                        new CacheOptions(
                                CacheOptions.VERSION,
                                set.name(),
                                frames,
                                new FaceCrop(1, 16),
                                true,
                                "none",
                                CacheOptions.Format.PNG),
                        new WholeImageDetector(),
                        2,
                        Preparation.Progress.NONE)
                .run();
        return FaceCache.open(root);
    }

    @BeforeEach
    void makeCache() throws IOException {
        SetTrees tree =
                new SetTrees(folder.resolve("casia"), Kind.MPEG4_AVI.bytes()).casia(3, 1, true);
        tree.put("test_release/1/2.avi", new byte[0]);
        casia = RawDatasets.open("casia", tree.root());
        cache = prepare(casia, "6");
    }

    private List<String> pixels(PadDataset data, int threads, int epochs) {
        List<String> all = new ArrayList<>();
        try (BalancedBatchIterator batches =
                BalancedBatchIterator.builder(data.samples(Split.TRAIN))
                        .batchSize(8)
                        .sampler(PatchSampler.randomNative(32))
                        .threads(threads)
                        .seed(11)
                        .build()) {
            for (int epoch = 0; epoch < epochs; epoch++, batches.reset()) {
                while (batches.hasNext()) {
                    var batch = batches.next();
                    for (int i = 0; i < 8; i++) {
                        double grey = batch.getFeatures(0).getDouble(i, 0, 3, 3);
                        all.add(batch.getExampleMetaData().get(i) + " " + Math.round(100 * grey));
                    }
                }
            }
        }
        return all;
    }

    @Test
    void anEpochTakesAnotherFrameOfAVideoWhateverTheThreads() {
        PadDataset data = new CachedSamples(casia.protocol(GRANDTEST), cache).training(1, 1);
        assertThat(data.samples(Split.TRAIN)).hasSize(24);
        List<String> seen = pixels(data, 1, 8);
        assertThat(pixels(data, 4, 8)).isEqualTo(seen);
        String video = data.samples(Split.TRAIN).get(5).id();
        Set<String> frames = new HashSet<>();
        seen.stream().filter(s -> s.startsWith(video + " ")).forEach(frames::add);
        assertThat(frames).as("pictures of one video in 8 epochs").hasSizeGreaterThan(2);
    }

    @Test
    void severalFramesOfAVideoComeFromDifferentPartsOfIt() {
        PadDataset data = new CachedSamples(casia.protocol(GRANDTEST), cache).training(3, 2);
        assertThat(data.samples(Split.TRAIN)).hasSize(3 * 24);
        assertThat(data.samples(Split.TRAIN).get(1).id()).endsWith("#2");
        assertThat(data.samples(Split.DEV)).hasSize(2 * 12);
        assertThat(data.samples(Split.DEV).get(0).frame()).isPositive();
        Sample first = data.samples(Split.TRAIN).get(0);
        Sample last = data.samples(Split.TRAIN).get(2);
        assertThat(first.source()).isEqualTo(last.source());
        assertThat(first.image().load().get(0, 0, 0)).isLessThan(last.image().load().get(0, 0, 0));
    }

    @Test
    void scoringKeepsEveryFrameAndThoseWithoutAny() {
        PadDataset data = new CachedSamples(casia.protocol(GRANDTEST), cache).scoring(Split.TEST);
        List<Sample> test = data.samples(Split.TEST);
        assertThat(test).hasSize(11 * 6 + 1);
        Sample frame = test.get(0);
        assertThat(frame.id()).isEqualTo("test_release/1/1/00001");
        assertThat(frame.source()).isEqualTo("test_release/1/1");
        assertThat(frame.subject()).isEqualTo("21");
        assertThat(frame.frame()).isEqualTo(1);
        Sample empty =
                test.stream()
                        .filter(s -> s.id().equals("test_release/1/2"))
                        .findFirst()
                        .orElseThrow();
        assertThatThrownBy(() -> empty.image().load())
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void someFramesOfAVideoAreScoredEvenlyOverIt() {
        CachedSamples samples = new CachedSamples(casia.protocol(GRANDTEST), cache);
        // of frames 1, 3, 5, 7, 9 and 11
        assertThat(frames(samples.scoring(Split.TEST, 2))).containsExactly(3, 9);
        assertThat(frames(samples.scoring(Split.TEST, 1))).hasSize(1).containsAnyOf(5, 7);
        assertThat(frames(samples.scoring(Split.TEST, 5))).hasSize(5).doesNotHaveDuplicates();
        assertThat(frames(samples.scoring(Split.TEST, 6))).hasSize(6);
        assertThatThrownBy(() -> samples.scoring(Split.TEST, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Integer> frames(PadDataset data) {
        return data.samples(Split.TEST).stream()
                .filter(s -> s.source().equals("test_release/1/1"))
                .map(Sample::frame)
                .toList();
    }

    @Test
    void aHandfulOfFramesIsRemarked() throws IOException {
        Protocol all = casia.protocol(GRANDTEST);
        assertThat(new CachedSamples(all, cache).remark()).isEmpty();
        Protocol early =
                Protocol.builder("casia-mfsd", GRANDTEST)
                        .split(Split.TRAIN, all.presentations(Split.TRAIN))
                        .trainFrames(3)
                        .build();
        assertThat(new CachedSamples(early, cache).remark().orElseThrow())
                .contains("the first 3 frames of a video", "1.0 per video", "--frames first=3");
        Protocol later =
                Protocol.builder("casia-mfsd", GRANDTEST)
                        .split(Split.TRAIN, all.presentations(Split.TRAIN))
                        .trainFrames(60)
                        .build();
        assertThat(new CachedSamples(later, cache).remark()).as("short videos").isEmpty();
    }

    /** The fixture's videos all have the same frames. */
    @Test
    void copiesInTheTestAreRemarked() {
        Protocol all = casia.protocol(GRANDTEST);
        CachedSamples samples = new CachedSamples(all, cache);
        List<String> remarks = samples.training(1, 1).remarks();
        assertThat(remarks)
                .hasSize(2)
                .element(0)
                .asString()
                .startsWith(
                        "Pictures of the test split that are copies of pictures in train or dev: 11"
                                + " (train_release/1/1 and test_release/1/1)");
        assertThat(samples.scoring(Split.TEST).remarks()).isEqualTo(remarks);
        assertThat(samples.scoring(Split.DEV).remarks()).isEmpty();
        Protocol learning =
                Protocol.builder("casia-mfsd", GRANDTEST)
                        .split(Split.TRAIN, all.presentations(Split.TRAIN))
                        .split(Split.DEV, all.presentations(Split.DEV))
                        .build();
        assertThat(new CachedSamples(learning, cache).training(1, 1).remarks())
                .as("the training finds those of train and dev itself")
                .isEmpty();
        Protocol late =
                Protocol.builder("casia-mfsd", GRANDTEST)
                        .split(Split.TRAIN, all.presentations(Split.TRAIN))
                        .split(Split.TEST, all.presentations(Split.TEST))
                        .trainFrames(1)
                        .build();
        assertThat(new CachedSamples(late, cache).scoring(Split.TEST).remarks())
                .as("training uses frame 0 at most, which is not in the cache")
                .singleElement()
                .asString()
                .contains("both live and an attack: 9 (test_release/1/1 and test_release/1/3)");
    }

    @Test
    void damagedPicturesAreSetAsideBeforeTraining() throws IOException {
        Path picture = cache.root().resolve(cache.entries("train_release/1/1").get(0).path());
        byte[] bytes = Files.readAllBytes(picture);
        bytes[bytes.length / 2] ^= 1;
        Files.write(picture, bytes);
        for (FaceCache.Entry entry : cache.entries("train_release/1/2")) {
            Files.delete(cache.root().resolve(entry.path()));
        }
        PadDataset data = new CachedSamples(casia.protocol(GRANDTEST), cache).training(1, 1);
        assertThat(data.samples(Split.TRAIN)).hasSize(23);
        assertThat(data.setAside()).hasSize(1 + 6 + 1);
        assertThat(data.setAside().get(7).reason()).contains("All its pictures are damaged");
    }

    @Test
    void aDevelopmentSplitWithoutAnyFaceIsAnError() throws IOException {
        Protocol protocol = casia.protocol(GRANDTEST);
        for (Presentation p : protocol.presentations(Split.DEV)) {
            for (FaceCache.Entry entry : cache.entries(p.id())) {
                Files.write(cache.root().resolve(entry.path()), new byte[] {1, 2, 3});
            }
        }
        assertThatThrownBy(() -> new CachedSamples(protocol, cache).training(1, 1))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("No development video of casia-mfsd has a usable frame")
                .hasMessageContaining("damaged");
    }

    @Test
    void onlyTheFirstFramesWhereTheProtocolSaysSo() throws IOException {
        SetTrees tree =
                new SetTrees(folder.resolve("siw"), Kind.MPEG4_AVI.bytes())
                        .siw(new int[] {1, 2}, new int[] {3});
        RawDataset siw = RawDatasets.open("siw", tree.root());
        FaceCache ofSiw = prepare(siw, "3");
        Protocol one = siw.protocol(ProtocolId.of("1"));
        Protocol early =
                Protocol.builder("siw", one.id())
                        .split(Split.TRAIN, one.presentations(Split.TRAIN))
                        .trainFrames(3)
                        .build();
        PadDataset data = new CachedSamples(early, ofSiw).training(5, 1);
        assertThat(data.samples(Split.TRAIN)).hasSameSizeAs(one.presentations(Split.TRAIN));
        Protocol earlier =
                Protocol.builder("siw", one.id())
                        .split(Split.TRAIN, one.presentations(Split.TRAIN))
                        .trainFrames(2)
                        .build();
        assertThatThrownBy(() -> new CachedSamples(earlier, ofSiw).training(1, 1))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("--frames first=2");
        Protocol inter = Protocol.crossDataset(one, casia.protocol(GRANDTEST));
        CachedSamples both = CachedSamples.interSet(inter, List.of(ofSiw), cache);
        assertThat(both.training(1, 1).samples(Split.TRAIN)).hasSize(28);
        assertThat(both.scoring(Split.TEST).samples(Split.TEST).get(0).id())
                .isEqualTo("casia-mfsd/test_release/1/1/00001");
        assertThatThrownBy(() -> CachedSamples.interSet(inter, List.of(cache), ofSiw))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("not of siw to casia-mfsd");
        assertThatThrownBy(() -> new CachedSamples(one, cache))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("is of data set casia-mfsd");
    }

    @Test
    void severalSetsToLearnFromAreOneWithEachItsOwnCache() throws IOException {
        RawDataset siw =
                RawDatasets.open(
                        "siw",
                        new SetTrees(folder.resolve("siw"), Kind.MPEG4_AVI.bytes())
                                .siw(new int[] {1, 2}, new int[] {3})
                                .root());
        RawDataset msu =
                RawDatasets.open(
                        "msu",
                        new SetTrees(folder.resolve("msu"), Kind.MPEG4_AVI.bytes())
                                .msu(new int[] {1, 2}, new int[] {3})
                                .root());
        FaceCache ofSiw = prepare(siw, "first=2");
        FaceCache ofMsu = prepare(msu, "2");
        Protocol early =
                Protocol.builder("siw", ProtocolId.of("1"))
                        .split(
                                Split.TRAIN,
                                siw.protocol(ProtocolId.of("1")).presentations(Split.TRAIN))
                        .split(Split.DEV, siw.protocol(ProtocolId.of("1")).presentations(Split.DEV))
                        .trainFrames(1)
                        .build();
        Protocol inter =
                Protocol.crossDataset(
                        List.of(early, casia.protocol(GRANDTEST)), msu.protocol(GRANDTEST));
        assertThat(inter.dataset()).isEqualTo("casia-mfsd+siw to msu-mfsd");
        CachedSamples both = CachedSamples.interSet(inter, List.of(ofSiw, cache), ofMsu);
        PadDataset data = both.training(6, 1);
        assertThat(data.sets()).containsExactly("casia-mfsd", "siw");
        Map<String, Long> train =
                data.samples(Split.TRAIN).stream()
                        .collect(Collectors.groupingBy(data::setOf, Collectors.counting()));
        assertThat(train.get("siw")).as("the first frame alone").isEqualTo(28);
        assertThat(train.get("casia-mfsd")).as("six frames of most").isBetween(24L * 5, 24L * 6);
        assertThat(data.samples(Split.DEV))
                .extracting(data::setOf)
                .containsOnly("casia-mfsd", "siw");
        assertThat(data.cached(0).sets()).isEqualTo(data.sets());
        assertThat(both.scoring(Split.DEV).samples(Split.DEV))
                .allSatisfy(s -> assertThat(s.image().load().width()).isPositive());
        assertThat(both.scoring(Split.TEST).samples(Split.TEST))
                .allMatch(s -> s.subject().equals("msu-mfsd/003"));
        assertThatThrownBy(() -> CachedSamples.interSet(inter, List.of(ofSiw), ofMsu))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("not of casia-mfsd+siw to msu-mfsd");
    }

    @Test
    void aFolderThatIsNoCacheIsExplained() {
        assertThatThrownBy(() -> FaceCache.open(folder))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("holds no cache");
    }
}
