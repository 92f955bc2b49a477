package org.lgsc.cli.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.lgsc.cli.figure.CuePicture;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.detector.CueColours;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.Sample;
import org.lgsc.eval.protocol.FoldEvaluation;
import org.lgsc.eval.protocol.FoldEvaluation.ErrorCase;
import org.lgsc.eval.protocol.ProtocolReport;
import org.lgsc.eval.score.PadScore;

/**
 * Adds pictures to the worst errors of a report: the face and, with a model, its cue map. Errors
 * whose picture cannot be found or read get none.
 */
final class ErrorPictures {
    private static final int SIDE = 160;
    private static final int QUALITY = 85;

    private final Path folder;
    private final LgscModel model;
    private final FaceOptions faces;

    private final DetectorId detectedBy;

    /**
     * @param folder folder that the ids of the score file are relative to
     * @param model draws the cue maps; null for faces only
     * @param detectedBy detector of the scores; null for the model's, or the requested one
     */
    ErrorPictures(Path folder, LgscModel model, FaceOptions faces, DetectorId detectedBy) {
        this.detectedBy = detectedBy;
        this.folder = folder.toAbsolutePath().normalize();
        this.model = model;
        this.faces = faces;
        if (!Files.isDirectory(folder)) {
            throw new LgscException("The picture folder " + folder + " does not exist.");
        }
    }

    ProtocolReport addTo(ProtocolReport report) throws Exception {
        try (FaceDetector detector = detector()) {
            List<FoldEvaluation> folds =
                    report.folds().stream()
                            .map(
                                    f ->
                                            f.withErrors(
                                                    f.errors().stream()
                                                            .map(e -> pictured(e, detector))
                                                            .toList()))
                            .toList();
            return report.withFolds(folds);
        }
    }

    private FaceDetector detector() {
        if (detectedBy != null) {
            return faces.open(detectedBy);
        }
        return model == null
                ? faces.open()
                : faces.open(model.metadata().preprocessing().geometry().detector());
    }

    private ErrorCase pictured(ErrorCase error, FaceDetector detector) {
        Path file = folder.resolve(error.score().id()).normalize();
        // score files are untrusted: their names must not lead out of the folder
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            return error;
        }
        RgbImage face;
        PadScore score = error.score();
        try {
            Sample sample =
                    new Sample(
                            score.id(),
                            score.label(),
                            score.species(),
                            score.subject(),
                            score.id(),
                            () -> ImageDecoder.defaults().decode(file));
            FaceCrop crop =
                    model == null
                            ? FaceCrop.DEFAULT
                            : model.metadata().preprocessing().geometry().crop();
            face = faces.face(sample, detector, crop).image().load();
        } catch (LgscException e) {
            return error;
        }
        if (model == null) {
            return error.withPictures(uri(face), "");
        }
        Preprocessing preprocessing = model.metadata().preprocessing();
        RgbImage picture;
        try {
            picture = preprocessing.geometry().picture(face);
        } catch (LgscException e) {
            return error.withPictures(uri(face), "");
        }
        CuePicture.Cell cell =
                CuePicture.Cell.of(picture, preprocessing.scaling(), CueSource.of(model.graph()));
        return error.withPictures(uri(picture), uri(CueColours.picture(cell.cue())));
    }

    private static String uri(RgbImage image) {
        byte[] jpeg = ImageEncoder.jpeg(ImageScaler.shrinkToAtMost(image, SIDE), QUALITY);
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
    }
}
