package org.lgsc.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.DataKind;

class FolderDatasetTest {
    @TempDir Path temp;
    private Path root;

    private Path picture(String path, int size) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        ImageEncoder.writePng(RgbImage.black(size, size), file);
        return file;
    }

    @BeforeEach
    void writeSmallDataset() throws IOException {
        root = temp.resolve("mini");
        picture("train/live/anna_01.png", 20);
        picture("train/live/anna_02.png", 20);
        picture("train/print/anna_01.png", 20);
        picture("train/replay/session 1/bob/7.png", 20);
        picture("dev/live/carl/1.png", 20);
        picture("dev/print/carl/1.png", 20);
        picture("test/live/dora.png", 20);
        picture("test/mask/dora_x_y.png", 20);
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> FolderDataset.load(root))
                .isInstanceOf(LgscException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    @Test
    void readsLabelsSpeciesAndSubjects() {
        PadDataset data = FolderDataset.load(root);
        assertThat(data.name()).isEqualTo("mini");
        assertThat(data.setAside()).isEmpty();
        assertThat(data.kind()).isEqualTo(DataKind.RECORDED);
        assertThat(data.samples(Split.TRAIN))
                .extracting(Sample::id, Sample::label, Sample::species, Sample::subject)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "train/live/anna_01.png", Label.LIVE, "", "anna"),
                        org.assertj.core.groups.Tuple.tuple(
                                "train/live/anna_02.png", Label.LIVE, "", "anna"),
                        org.assertj.core.groups.Tuple.tuple(
                                "train/print/anna_01.png", Label.SPOOF, "print", "anna"),
                        org.assertj.core.groups.Tuple.tuple(
                                "train/replay/session 1/bob/7.png",
                                Label.SPOOF,
                                "replay",
                                "session 1"));
        assertThat(data.samples(Split.TEST)).extracting(Sample::subject).containsOnly("dora");
        assertThat(data.samples(Split.DEV).get(0).image().load().width()).isEqualTo(20);
    }

    @Test
    void aFolderWithoutSplitsIsOneOfTraining() {
        assertThat(FolderDataset.hasSplit(root, Split.DEV)).isTrue();
        Path train = root.resolve("train");
        assertThat(FolderDataset.hasSplit(train, Split.DEV)).isFalse();
        PadDataset data = FolderDataset.loadUnsplit(train, FolderDataset.Options.defaults());
        assertThat(data.samples(Split.TRAIN))
                .extracting(Sample::id)
                .containsExactly(
                        "live/anna_01.png",
                        "live/anna_02.png",
                        "print/anna_01.png",
                        "replay/session 1/bob/7.png");
        assertThat(data.samples(Split.DEV)).isEmpty();
        assertThatThrownBy(
                        () ->
                                FolderDataset.loadUnsplit(
                                        root.resolve("none"), FolderDataset.Options.defaults()))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("There is no data folder");
    }

    /** As read: otherwise such a split was taken for an attack, or drawn a second time. */
    @Test
    void foldersOfSplitsAreFoundInUpperCaseToo() throws IOException {
        Files.move(root.resolve("dev"), root.resolve("DEV"));
        assertThat(FolderDataset.hasSplit(root, Split.DEV)).isTrue();
        assertThat(FolderDataset.load(root).samples(Split.DEV)).hasSize(2);
        Files.writeString(root.resolve("train/live/dev"), "not a folder");
        assertThat(FolderDataset.hasSplit(root.resolve("train/live"), Split.DEV)).isFalse();
        assertThat(FolderDataset.hasSplit(root.resolve("none"), Split.DEV)).isFalse();
    }

    @Test
    void badFilesAreSetAsideWithAReason() throws IOException {
        picture("train/live/dot_1.png", 1);
        Path cut = picture("train/live/cut_1.png", 40);
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 60));
        Files.writeString(root.resolve("train/print/notes.txt"), "hello");
        Files.createFile(root.resolve("train/print/empty_1.jpg"));
        Files.writeString(root.resolve("train/print/.hidden"), "skipped silently");
        Files.writeString(root.resolve("README.md"), "allowed");
        PadDataset data = FolderDataset.load(root);
        assertThat(data.samples(Split.TRAIN)).hasSize(4);
        assertThat(data.setAside())
                .extracting(SetAside::id)
                .containsExactlyInAnyOrder(
                        "train/live/dot_1.png",
                        "train/live/cut_1.png",
                        "train/print/notes.txt",
                        "train/print/empty_1.jpg");
        assertThat(data.setAside())
                .filteredOn(s -> s.id().endsWith("cut_1.png"))
                .allSatisfy(s -> assertThat(s.reason()).contains("truncated"));
    }

    @Test
    void missingAndEmptyFoldersAreNamed() throws IOException {
        assertThatThrownBy(() -> FolderDataset.load(temp.resolve("nowhere")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("nowhere");
        Path empty = Files.createDirectory(temp.resolve("void"));
        assertThatThrownBy(() -> FolderDataset.load(empty))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("'train'");
        Files.createDirectory(root.resolve("train/silicone"));
        assertRefused("silicone", "no usable picture");
    }

    /** Videos and a telephone's pictures are what people have. */
    @Test
    void aFolderOfOtherFilesSaysWhatToDoWithThem() throws IOException {
        Path live = Files.createDirectories(root.resolve("train/silicone"));
        Files.writeString(live.resolve("eva_1.mp4"), "a video");
        Files.writeString(live.resolve("eva_2.HEIC"), "a picture");
        assertRefused("no usable picture", "train/silicone/eva_1.mp4", "prepare --dataset folder");
        Files.delete(live.resolve("eva_1.mp4"));
        assertRefused("no usable picture", "eva_2.HEIC: It is a HEIC", "save it as a JPEG");
    }

    @Test
    void oneClassOnlyIsRefused() throws IOException {
        Files.delete(root.resolve("test/live/dora.png"));
        Files.delete(root.resolve("test/live"));
        assertRefused("test", "only attacks", "'live'");
    }

    @Test
    void foldersThatBelongNowhereAreRefused() throws IOException {
        Path val = Files.createDirectory(root.resolve("val"));
        assertRefused("val does not belong there", "train, dev and test");
        Files.delete(val);
        Path stray = picture("train/stray.png", 20);
        assertRefused("stray.png");
        Files.delete(stray);
        picture("train/real/anna_09.png", 20);
        assertRefused("real would count as an attack", "'live'");
    }

    @Test
    void subjectsMustNotCrossSplits() throws IOException {
        picture("test/mask/anna_9.png", 20);
        assertRefused("'anna'", "train", "test");
        PadDataset data =
                FolderDataset.load(
                        root, FolderDataset.Options.defaults().withSubjectDisjoint(false));
        assertThat(data.samples(Split.TEST)).hasSize(3);
        assertThatThrownBy(data::requireSubjectDisjoint).isInstanceOf(LgscException.class);
    }

    @Test
    void aTestSetAloneCanBeRead() throws IOException {
        Path only = temp.resolve("only");
        Files.createDirectories(only);
        Files.move(root.resolve("test"), only.resolve("test"));
        PadDataset data =
                FolderDataset.load(only, FolderDataset.Options.defaults().withSplits(Split.TEST));
        assertThat(data.samples(Split.TEST)).hasSize(2);
        assertThat(data.samples(Split.TRAIN)).isEmpty();
    }

    @Test
    void optionsReachTheFiles() {
        FolderDataset.Options options = FolderDataset.Options.defaults();
        assertThatThrownBy(() -> FolderDataset.load(root, options.withMinimumSize(21)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("no usable picture");
        PadDataset unverified =
                FolderDataset.load(
                        root,
                        options.withVerifyFiles(false).withDecoder(new ImageDecoder(1000, 10)));
        assertThatThrownBy(() -> unverified.samples(Split.TRAIN).get(0).image().load())
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("limit of 10");
    }
}
