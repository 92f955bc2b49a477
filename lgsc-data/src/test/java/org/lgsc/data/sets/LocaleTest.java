package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.data.cache.CacheOptions;
import org.lgsc.data.cache.FaceCache;
import org.lgsc.data.cache.Preparation;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.fixture.TestVideos.Kind;
import org.lgsc.data.internal.protocol.ProtocolSummary;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;

/** Names of files and subjects are the same for users whose language has other digits. */
class LocaleTest {
    @TempDir Path root;

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "hi-IN-u-nu-deva"})
    void digitsOfTheLocaleDoNotGetIntoNames(String tag) throws IOException {
        new SetTrees(root.resolve("msu"), new byte[0])
                .msu(IntStream.range(1, 16).toArray(), IntStream.range(20, 40).toArray());
        new SetTrees(root.resolve("oulu"), new byte[0])
                .oulu(new int[][] {{1}, {21}, {36}}, false)
                .ouluLists(new int[][] {{1}, {21}, {36}});
        new SetTrees(root.resolve("casia"), Kind.MPEG4_AVI.bytes()).casia(1, 1, true);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            assertThat(String.format(Locale.getDefault(), "%02d", 7)).isNotEqualTo("07");
            Protocol msu = new MsuMfsd(root.resolve("msu")).protocol(ProtocolId.of("grandtest"));
            assertThat(new ProtocolSummary(msu, 5).asPublished()).isTrue();
            assertThat(new ProtocolSummary(msu, 5).lines()).allMatch(LocaleTest::hasNoOtherDigits);
            Protocol oulu = new OuluNpu(root.resolve("oulu")).protocol(ProtocolId.of("1"));
            assertThat(new ProtocolSummary(oulu, 5).lines())
                    .allMatch(LocaleTest::hasNoOtherDigits)
                    .contains("  missing: " + (2700 - 60 * 2 - 30) + " files");
            RawDataset casia = RawDatasets.open("casia-mfsd", root.resolve("casia"));
            new Preparation(
                            casia,
                            root.resolve("cache"),
                            new CacheOptions(
                                    CacheOptions.VERSION,
                                    casia.name(),
                                    "2",
                                    new FaceCrop(1.3, 16),
                                    true,
                                    "none",
                                    CacheOptions.Format.PNG),
                            image -> List.of(),
                            1,
                            Preparation.Progress.NONE)
                    .run();
            assertThat(FaceCache.open(root.resolve("cache")).entries())
                    .isNotEmpty()
                    .allMatch(e -> hasNoOtherDigits(e.toString()));
        } finally {
            Locale.setDefault(before);
        }
    }

    private static boolean hasNoOtherDigits(String text) {
        return text.codePoints().noneMatch(c -> Character.isDigit(c) && c > '9');
    }
}
