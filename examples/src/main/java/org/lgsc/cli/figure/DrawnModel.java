package org.lgsc.cli.figure;

import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.scoring.GraphCueSource;
import org.lgsc.data.dataset.Sample;

/** A model that figures are drawn of, and how pictures become faces for it. */
final class DrawnModel implements AutoCloseable {
    private final String name;
    private final LgscModel model;
    private final FaceOptions options;

    /** Null where pictures are face crops of a prepared data set. */
    private final FaceDetector detector;

    /**
     * @param options null where pictures are face crops of a prepared data set
     */
    DrawnModel(String name, LgscModel model, FaceOptions options) {
        this.name = name;
        this.model = model;
        this.options = options;
        this.detector = options == null ? null : options.open(preprocessing().geometry());
    }

    String name() {
        return name;
    }

    LgscModel model() {
        return model;
    }

    Preprocessing preprocessing() {
        return model.metadata().preprocessing();
    }

    double threshold() {
        return model.metadata().threshold().spoofScore();
    }

    /** Empty when the model does not say it. */
    String trainedOn() {
        return model.metadata().provenance().dataset();
    }

    /**
     * The face as this model's crop has it.
     *
     * @throws LgscException when the picture has no usable face
     */
    RgbImage face(Sample sample) {
        return (detector == null
                        ? sample
                        : options.face(sample, detector, preprocessing().geometry().crop()))
                .image()
                .load();
    }

    /**
     * The face in one piece, as this model's geometry brings it before the network.
     *
     * @throws LgscException when the picture has no usable face
     */
    RgbImage picture(Sample sample) {
        return preprocessing().geometry().picture(face(sample));
    }

    /** The cue map of what {@link #picture} gave. */
    CuePicture.Cell cell(RgbImage picture) {
        return CuePicture.Cell.of(
                picture, preprocessing().scaling(), new GraphCueSource(model.graph()));
    }

    @Override
    public void close() {
        if (detector != null) {
            detector.close();
        }
    }
}
