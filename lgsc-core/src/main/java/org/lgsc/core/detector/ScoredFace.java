package org.lgsc.core.detector;

import java.util.List;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.patch.PatchGrid;
import org.lgsc.core.patch.PatchPolicy;
import org.lgsc.core.scoring.SpoofScore;

/**
 * A face on its way through the network: its patches going in, its score and cue map coming out.
 *
 * @param face the detector's box
 * @param area the square that was cut out
 * @param patches what the network sees
 * @param policy how they were taken
 */
record ScoredFace(FaceBox face, FaceBox area, List<RgbImage> patches, PatchPolicy policy) {
    /**
     * @throws org.lgsc.core.LgscException when the crop is too small for the patches
     */
    static ScoredFace of(FaceBox face, FaceBox area, RgbImage crop, PatchPolicy policy) {
        return new ScoredFace(face, area, policy.patches(crop), policy);
    }

    /** The mean of the patches' scores. */
    double score(List<PatchScorer.Scored> scored) {
        double[] scores = scored.stream().mapToDouble(PatchScorer.Scored::score).toArray();
        return SpoofScore.ofFaces(scores, scores.length)[0];
    }

    /** The patches' maps at their places in the area; means where they overlap. */
    CueMap map(List<PatchScorer.Scored> scored) {
        int size = policy.size();
        // the crop is square, and a smaller one was enlarged to the patch
        int side =
                policy.mode() == PatchPolicy.Mode.WHOLE_RESIZED
                        ? size
                        : Math.max(size, area.width());
        float[][] values = new float[side][side];
        int[][] counts = new int[side][side];
        List<PatchGrid.Position> positions = policy.grid(side, side).positions();
        for (int i = 0; i < positions.size(); i++) {
            float[] map = scored.get(i).map();
            for (int y = 0; y < size; y++) {
                float[] row = values[positions.get(i).y() + y];
                int[] count = counts[positions.get(i).y() + y];
                for (int x = 0; x < size; x++) {
                    row[positions.get(i).x() + x] += map[y * size + x];
                    count[positions.get(i).x() + x]++;
                }
            }
        }
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                values[y][x] = counts[y][x] == 0 ? Float.NaN : values[y][x] / counts[y][x];
            }
        }
        return new CueMap(area, values);
    }
}
