package org.lgsc.data.internal.face;

import java.util.Objects;
import org.lgsc.core.LgscException;
import org.lgsc.core.detector.FaceGate;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.ImageSource;

/**
 * The face of another source's picture as a liveness check sees it. A picture that a check would
 * not judge cannot be loaded, so it is a non-response in scores. For training, where a face at the
 * picture's edge is still a face, use {@link FaceCroppedSource}.
 */
public final class JudgedFaceSource implements ImageSource {
    private final String id;
    private final ImageSource whole;
    private final FaceGate gate;

    /**
     * @param id for messages, usually the sample's id
     * @param whole the photograph
     * @param gate its detector must be open when the face is loaded
     */
    public JudgedFaceSource(String id, ImageSource whole, FaceGate gate) {
        this.id = Objects.requireNonNull(id, "id");
        this.whole = Objects.requireNonNull(whole, "whole");
        this.gate = Objects.requireNonNull(gate, "gate");
    }

    /**
     * Returns the face crop.
     *
     * @throws LgscException when a check would not judge the picture, or it cannot be read
     */
    @Override
    public RgbImage load() {
        var encoded = whole.encoded();
        RgbImage image = encoded.isPresent() ? null : whole.load();
        try {
            return image == null ? gate.crop(encoded.orElseThrow()) : gate.crop(image);
        } catch (LgscException e) {
            throw LgscException.of(e, "%s: %s", id, e.getMessage());
        }
    }

    @Override
    public String content() {
        return whole.content();
    }
}
