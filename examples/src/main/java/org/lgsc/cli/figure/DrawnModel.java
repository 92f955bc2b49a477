package org.lgsc.cli.figure;

import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.Sample;

/** A model in a figure, with its way of cutting faces out of pictures. */
final class DrawnModel implements AutoCloseable {
    private final String name;
    private final LgscModel model;
    private final FaceOptions options;

    /** Face detector; null if the pictures are face crops of a prepared data set. */
    private final FaceDetector detector;

    DrawnModel(String name, LgscModel model, FaceOptions options) {
        this.name = name;
        this.model = model;
        this.options = options;
        this.detector =
                options == null ? null : options.open(preprocessing().geometry().detector());
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

    /** Training data in words; empty if the model does not state them. */
    String trainedOn() {
        return model.metadata().provenance().dataset();
    }

    /** Cuts the face out as this model's crop requires. */
    RgbImage face(Sample sample) {
        return (detector == null
                        ? sample
                        : options.face(sample, detector, preprocessing().geometry().crop()))
                .image()
                .load();
    }

    /** Returns the whole face as this model's geometry presents it to the network. */
    RgbImage picture(Sample sample) {
        return preprocessing().geometry().picture(face(sample));
    }

    /** Computes the cue map of the result of {@link #picture}. */
    CuePicture.Cell cell(RgbImage picture) {
        return CuePicture.Cell.of(picture, preprocessing().scaling(), CueSource.of(model.graph()));
    }

    @Override
    public void close() {
        if (detector != null) {
            detector.close();
        }
    }
}
