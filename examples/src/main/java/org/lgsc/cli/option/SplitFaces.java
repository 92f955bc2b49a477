package org.lgsc.cli.option;

import java.nio.file.Path;
import java.util.List;
import org.lgsc.core.Split;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.internal.face.FaceCroppedSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that name a data set whose splits' faces a command reads. */
public final class SplitFaces {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "{train,dev,test}/{live,<PAI species>}/ (docs/datasets.md).")
    Path data;

    @Mixin CacheChoice prepared;

    @Mixin FaceOptions faces;

    public void requireOneSource() {
        prepared.requireOneSource(data);
    }

    /** Faces of a split, cut out once and cached. */
    public List<Sample> of(Split split, FaceGeometry geometry) {
        PadDataset dataset =
                prepared.given()
                        ? prepared.samples().scoring(split)
                        : FolderDataset.load(
                                data, FolderDataset.Options.defaults().withSplits(split));
        PadDataset cut =
                faces.detector == FaceOptions.Detector.NONE
                        ? dataset
                        : FaceCroppedSource.facesOf(
                                dataset,
                                geometry,
                                null,
                                Runtime.getRuntime().availableProcessors());
        return cut.samples(split);
    }
}
