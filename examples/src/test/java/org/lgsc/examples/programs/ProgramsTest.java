package org.lgsc.examples.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.synthetic.CaptureConditions;
import org.lgsc.data.synthetic.SyntheticFaces;

class ProgramsTest {
    @TempDir Path folder;

    @Test
    void aFolderBecomesATable() throws Exception {
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                        InputScaling.SYMMETRIC)
                .save(folder.resolve("lgsc.zip"));
        Path pictures = Files.createDirectories(folder.resolve("pictures").resolve("gate"));
        SyntheticFaces drawn = SyntheticFaces.of(3);
        ImageEncoder.writePng(
                drawn.render(drawn.subject(1), CaptureConditions.frontal(), 200),
                pictures.resolve("a.png"));
        Files.writeString(pictures.resolve("b.JPG"), "no picture");
        Files.writeString(pictures.resolve("notes.txt"), "no picture, and not one by its name");
        Path csv = folder.resolve("results.csv");
        FolderToCsv.main(
                new String[] {
                    folder.resolve("lgsc.zip").toString(),
                    folder.resolve("pictures").toString(),
                    csv.toString()
                });
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).isEqualTo("picture,decision,spoof_score,threshold,reasons");
        assertThat(rows.get(1)).matches(".*a\\.png,(LIVE|SPOOF),0\\.\\d+,.*");
        assertThat(rows.get(2)).contains("b.JPG,UNDECIDED,,").contains("UNREADABLE");
    }

    @Test
    void drawnPicturesAreAFolderOfPeople() throws Exception {
        Path drawn = folder.resolve("drawn");
        DrawnPictures.main(new String[] {drawn.toString(), "2", "webcam", "64", "5"});
        assertThat(FolderDataset.loadUnsplit(drawn, FolderDataset.Options.defaults()).summary())
                .extracting(s -> s.splits().get(Split.TRAIN))
                .satisfies(
                        c -> {
                            assertThat(c.subjects()).isEqualTo(2);
                            assertThat(c.live()).isEqualTo(4);
                            assertThat(c.species()).containsOnlyKeys("print", "replay");
                        });
    }

    @Test
    void theNetworkIsAComputationGraph() throws Exception {
        Path file = folder.resolve("graph.zip");
        PlainDeeplearning4j.main(new String[] {file.toString()});
        assertThat(file).isRegularFile();
    }
}
