package org.lgsc.core.detector;

import org.lgsc.core.face.FaceBox;

/**
 * Where in a face the spoof cues are: the mean |cue| over the three channels, 0 to 1, put together
 * from the patches that were scored. Where patches overlap it is their mean, where there is none it
 * is NaN.
 *
 * @param area the square of the picture that the map covers, in its pixels
 * @param values {@code [rows][columns]}, top row first; rows and columns are the area's, unless the
 *     face was resized for the network
 */
public record CueMap(FaceBox area, float[][] values) {
    /** Rows. */
    public int height() {
        return values.length;
    }

    /** Columns. */
    public int width() {
        return values[0].length;
    }
}
