package org.lgsc.cli.option;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.data.cache.CachedSamples;
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

    /**
     * Returns the faces of splits, cut out once and cached, by the requested detector, else by that
     * of the geometry.
     */
    public Map<Split, List<Sample>> of(FaceGeometry geometry, Split first, Split... more) {
        Set<Split> splits = EnumSet.of(first, more);
        Map<Split, List<Sample>> samples = new EnumMap<>(Split.class);
        if (prepared.given()) {
            prepared.requireCrop(geometry.crop());
            CachedSamples cached = prepared.samples();
            splits.forEach(s -> samples.put(s, cached.scoring(s).samples(s)));
            return samples;
        }
        PadDataset read =
                FolderDataset.load(data, FolderDataset.Options.defaults().withSplits(first, more));
        splits.forEach(s -> samples.put(s, read.samples(s)));
        if (faces.areCrops()) {
            return samples;
        }
        try (FaceDetector open = faces.open(geometry.detector())) {
            PadDataset cut =
                    FaceCroppedSource.facesOf(
                            read.withSamples(samples), // others that the folder has are not used
                            geometry,
                            open instanceof WholeImageDetector ? null : open,
                            Runtime.getRuntime().availableProcessors());
            samples.replaceAll((s, photographs) -> cut.samples(s));
            return samples;
        }
    }
}
