package org.lgsc.core.detector;

import java.util.List;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.geometry.FaceView;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.scoring.SpoofScore;

/**
 * A face for the network: its view is the input, score and cue map are computed from the output.
 *
 * @param face the detector's box
 * @param area square that was cut out
 * @param quality quality of the square
 * @param view input of the network
 */
record ScoredFace(FaceBox face, FaceBox area, FaceQuality quality, FaceView view) implements Look {
    @Override
    public double share() {
        return view.share(area, face);
    }

    /** Input images of the network, in the order of the view's parts. */
    List<RgbImage> images() {
        return view.images();
    }

    /** The mean of the parts' scores. */
    double score(List<PatchScorer.Scored> scored) {
        double[] scores = scored.stream().mapToDouble(PatchScorer.Scored::score).toArray();
        return SpoofScore.ofFaces(scores, scores.length)[0];
    }

    /** Combines the parts' maps at their places in the area; overlapping parts are averaged. */
    LivenessResult.CueMap map(List<PatchScorer.Scored> scored) {
        float[][] values = new float[view.height()][view.width()];
        int[][] counts = new int[view.height()][view.width()];
        for (int i = 0; i < scored.size(); i++) {
            FaceView.Part part = view.parts().get(i);
            float[] map = scored.get(i).map();
            int width = part.image().width();
            for (int y = 0; y < part.image().height(); y++) {
                for (int x = 0; x < width; x++) {
                    values[part.y() + y][part.x() + x] += map[y * width + x];
                    counts[part.y() + y][part.x() + x]++;
                }
            }
        }
        for (int y = 0; y < values.length; y++) {
            for (int x = 0; x < values[y].length; x++) {
                values[y][x] = counts[y][x] == 0 ? Float.NaN : values[y][x] / counts[y][x];
            }
        }
        return new LivenessResult.CueMap(area, values);
    }
}
