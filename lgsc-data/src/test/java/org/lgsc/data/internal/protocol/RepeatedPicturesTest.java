package org.lgsc.data.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Label;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.ImageSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;

class RepeatedPicturesTest {
    @TempDir Path folder;

    @Test
    void copiesUnderOtherNamesAreFound() throws Exception {
        picture("train/live/anna_1.png", 1);
        picture("train/live/anna_2.png", 1); // within a split and a class it does no harm
        picture("train/print/anna_3.png", 2);
        picture("dev/live/ben_1.png", 3);
        picture("dev/print/ben_2.png", 4);
        assertThat(RepeatedPictures.of(load())).isEmpty();
        picture("dev/live/carl_1.png", 1);
        assertThat(RepeatedPictures.of(load()))
                .singleElement()
                .asString()
                .startsWith(
                        "Copies of pictures in another split: 1 (train/live/anna_1.png and"
                                + " dev/live/carl_1.png)");
        picture("dev/print/carl_2.png", 3);
        assertThat(RepeatedPictures.of(load()))
                .hasSize(2)
                .element(1)
                .asString()
                .isEqualTo(
                        "Pictures that are both live and an attack: 1 (dev/live/ben_1.png and"
                                + " dev/print/carl_2.png). Remove the wrong ones.");
    }

    private void picture(String name, int grey) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        RgbImage image = RgbImage.black(20, 20);
        image.data()[0] = (byte) grey;
        ImageEncoder.writePng(image, file);
    }

    private PadDataset load() {
        return FolderDataset.load(
                folder, FolderDataset.Options.defaults().withSplits(Split.TRAIN, Split.DEV));
    }

    /** A frame of a video in one split, the video in another; drawings have no content. */
    @Test
    void framesOfVideosAreFound() {
        PadDataset dataset =
                new PadDataset(
                        "x",
                        Map.of(
                                Split.TRAIN, List.of(sample("a", "11 22 33"), sample("b", "")),
                                Split.TEST, List.of(sample("c", "33 22"), sample("d", ""))));
        assertThat(RepeatedPictures.of(dataset))
                .singleElement()
                .asString()
                .startsWith(
                        "Pictures of the test split that are copies of pictures in train or dev: 1"
                                + " (a and c). Its error rates are lower");
    }

    @Test
    void aDataSetsOwnRemarksAreKept() {
        PadDataset dataset =
                new PadDataset("x", Map.of(Split.TRAIN, List.of(sample("a", "11"))))
                        .withRemarks(List.of("The test is elsewhere."));
        assertThat(RepeatedPictures.of(dataset.withSamples(Map.of()).cached(1)))
                .containsExactly("The test is elsewhere.");
    }

    private static Sample sample(String id, String content) {
        ImageSource source =
                new ImageSource() {
                    @Override
                    public RgbImage load() {
                        throw new AssertionError();
                    }

                    @Override
                    public String content() {
                        return content;
                    }
                };
        return new Sample(id, Label.LIVE, "", "", "", source);
    }
}
