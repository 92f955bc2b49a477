package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.PadDataset;

/** The data of a run are what is in the files. */
class RunIdentityTest {
    private static final TrainingOptions OPTIONS = TinyRuns.options().build();

    @TempDir Path folder;
    private Path data;

    @BeforeEach
    void write() throws Exception {
        data = folder.resolve("data");
        for (String kind : List.of("live", "print")) {
            Path to = Files.createDirectories(data.resolve("train").resolve(kind));
            for (int i = 0; i < 3; i++) {
                ImageEncoder.writePng(grey(40 * i + kind.length()), to.resolve(kind + i + ".png"));
            }
        }
    }

    private static RgbImage grey(int value) {
        byte[] rgb = new byte[3 * 32 * 32];
        Arrays.fill(rgb, (byte) value);
        return new RgbImage(32, 32, rgb);
    }

    private static PadDataset read(Path folder) {
        return FolderDataset.load(folder, FolderDataset.Options.defaults().withSplits(Split.TRAIN));
    }

    private static void compare(Map<String, String> saved, Path folder) {
        PadDataset now = read(folder);
        RunIdentity.requireSame("x", saved, RunIdentity.of(OPTIONS, now), now);
    }

    @Test
    void theSameFilesUnderAnotherNameAreTheSameData() throws Exception {
        Map<String, String> saved = RunIdentity.of(OPTIONS, read(data));
        Path moved = Files.move(data, folder.resolve("elsewhere"));
        assertThatCode(() -> compare(saved, moved)).doesNotThrowAnyException();
    }

    @Test
    void otherPicturesUnderTheSameNamesAreOtherData() throws Exception {
        Map<String, String> saved = RunIdentity.of(OPTIONS, read(data));
        String list = read(data).listHash();
        ImageEncoder.writePng(grey(255), data.resolve("train/live/live0.png"));
        assertThat(read(data).listHash()).isEqualTo(list);
        assertThatThrownBy(() -> compare(saved, data))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("data hash was");
    }

    @Test
    void runsOfBeforeFilesWereLookedIntoGoOn() {
        PadDataset dataset = read(data);
        Map<String, String> saved = new TreeMap<>(RunIdentity.of(OPTIONS, dataset));
        saved.put("data hash", dataset.listHash());
        assertThatCode(() -> compare(saved, data)).doesNotThrowAnyException();
        saved.put("data hash", "0".repeat(64));
        assertThatThrownBy(() -> compare(saved, data)).isInstanceOf(LgscException.class);
    }
}
