package org.lgsc.core.face;

import java.util.Comparator;
import java.util.List;
import org.lgsc.core.image.RgbImage;

/** Finds faces. Implementations are safe to use from several threads until they are closed. */
public interface FaceDetector extends AutoCloseable {
    /** The order of {@link #detect}: largest first, then by confidence and place. */
    Comparator<FaceBox> LARGEST_FIRST =
            Comparator.comparingLong(FaceBox::area)
                    .thenComparingDouble(FaceBox::confidence)
                    .reversed()
                    .thenComparingInt(FaceBox::x)
                    .thenComparingInt(FaceBox::y);

    /**
     * The faces of a picture.
     *
     * @return largest first, in the picture's own pixels; empty when there is none
     */
    List<FaceBox> detect(RgbImage image);

    /** Frees native memory; detecting afterwards is an error. */
    @Override
    default void close() {}
}
