package org.lgsc.core.face;

import java.io.IOException;
import java.io.InputStream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.lgsc.core.LgscException;

/**
 * One of the cascades of boosted Haar features (Viola and Jones) in OpenCV's jar. It is evaluated
 * here and not by OpenCV, whose object detection cannot be loaded without the window toolkit GTK 2,
 * which servers do not have, and returns no confidence. Immutable.
 */
final class HaarCascade {
    /** OpenCV compares stages with a threshold that is lower by this. */
    private static final float STAGE_TOLERANCE = 1e-5f;

    /** Smallest standard deviation of the pixels of a window that is judged; others are flat. */
    private static final double LEAST_CONTRAST = 10;

    /** Number of rectangles of a feature. */
    private static final int RECTANGLES = 3;

    private static final int CORNERS = 4 * RECTANGLES;

    private final int size;
    private final float[] stageThresholds;
    private final int[] stageEnds;
    private final int[] treeRoots;
    private final int[] treeLeaves;
    private final int[] nodes;
    private final float[] nodeThresholds;
    private final float[] leaves;
    private final int[] rectangles;
    private final float[] weights;

    /** For each node the corners of its feature's rectangles, contiguous in memory. */
    private final int[] nodeCorners;

    /** For each node the weights of its feature's rectangles. */
    private final float[] nodeWeights;

    /** Whether every tree is one node with two leaves, as in two of the cascades. */
    private final boolean stumps;

    /**
     * @param size side of the window in pixels
     * @param stageThresholds smallest sum with which a window passes each stage
     * @param stageEnds index of the tree after the last one of each stage
     * @param treeRoots index of the first node of each tree
     * @param treeLeaves index of the first leaf of each tree
     * @param nodes for each node its feature, its successor below the threshold and its successor
     *     otherwise; a positive successor is a node of the same tree, counted from its first one,
     *     and any other is a negated leaf index
     * @param nodeThresholds threshold of each node
     * @param leaves values of the leaves
     * @param rectangles for each feature three of x, y, width, height; unused ones are 0
     * @param weights weight of each rectangle
     */
    HaarCascade(
            int size,
            float[] stageThresholds,
            int[] stageEnds,
            int[] treeRoots,
            int[] treeLeaves,
            int[] nodes,
            float[] nodeThresholds,
            float[] leaves,
            int[] rectangles,
            float[] weights) {
        this.size = size;
        this.stageThresholds = stageThresholds;
        this.stageEnds = stageEnds;
        this.treeRoots = treeRoots;
        this.treeLeaves = treeLeaves;
        this.nodes = nodes;
        this.nodeThresholds = nodeThresholds;
        this.leaves = leaves;
        this.rectangles = rectangles;
        this.weights = weights;
        int count = nodeThresholds.length;
        nodeCorners = new int[CORNERS * count];
        nodeWeights = new float[RECTANGLES * count];
        for (int node = 0; node < count; node++) {
            int feature = nodes[3 * node];
            for (int r = 0; r < RECTANGLES; r++) {
                nodeWeights[RECTANGLES * node + r] = weights[RECTANGLES * feature + r];
                corners(4 * (RECTANGLES * feature + r), CORNERS * node + 4 * r);
            }
        }
        stumps = leaves.length == 2 * count && allStumps();
    }

    private boolean allStumps() {
        for (int node = 0; node < nodeThresholds.length; node++) {
            if (nodes[3 * node + 1] != 0 || nodes[3 * node + 2] != -1) {
                return false;
            }
        }
        return true;
    }

    private void corners(int rectangle, int at) {
        int left = rectangles[rectangle];
        int top = rectangles[rectangle + 1] * IntegralImage.STRIDE + left;
        int bottom = top + rectangles[rectangle + 3] * IntegralImage.STRIDE;
        nodeCorners[at] = top;
        nodeCorners[at + 1] = top + rectangles[rectangle + 2];
        nodeCorners[at + 2] = bottom;
        nodeCorners[at + 3] = bottom + rectangles[rectangle + 2];
    }

    /** Reads a cascade of OpenCV's jar, for example {@code frontalface_default}. */
    static HaarCascade bundled(String name) {
        String jar = "org/bytedeco/opencv/" + Loader.getPlatform() + "/";
        // OpenCV's loader: a class of a named module does not see the files of other jars
        ClassLoader opencv = opencv_core.class.getClassLoader();
        for (String folder : new String[] {"share/opencv4/", "etc/", "sdk/etc/"}) {
            String resource = jar + folder + "haarcascades/haarcascade_" + name + ".xml";
            try (InputStream in = opencv.getResourceAsStream(resource)) {
                if (in != null) {
                    return new HaarCascadeReader().read(in, resource);
                }
            } catch (IOException e) {
                throw LgscException.of(e, "Cannot read OpenCV's %s: %s", name, e.getMessage());
            }
        }
        throw LgscException.of(
                LgscException.Kind.ENVIRONMENT,
                "OpenCV's binaries for %s are not on the class path; add "
                        + "org.lgsc:lgsc-natives (docs/deployment.md).",
                Loader.getPlatform());
    }

    /** Returns the cascade that detects in a picture what this one detects in its mirror image. */
    HaarCascade mirrored() {
        int[] flipped = rectangles.clone();
        for (int i = 0; i < flipped.length; i += 4) {
            flipped[i] = size - rectangles[i] - rectangles[i + 2];
        }
        return new HaarCascade(
                size,
                stageThresholds,
                stageEnds,
                treeRoots,
                treeLeaves,
                nodes,
                nodeThresholds,
                leaves,
                flipped,
                weights);
    }

    /** Side of the window in pixels. */
    int size() {
        return size;
    }

    /** Number of stages. */
    int stages() {
        return stageThresholds.length;
    }

    /**
     * Evaluates one window.
     *
     * @param x left edge; the window is inside the picture
     * @param y top edge
     * @return margin of the last stage, at least 0, when all stages pass; else minus the number of
     *     remaining stages, including the failed one
     */
    float evaluate(IntegralImage image, int x, int y) {
        double deviation = image.deviation(x + 1, y + 1, size - 2);
        int stages = stageThresholds.length;
        if (!(deviation > LEAST_CONTRAST)) {
            return -stages;
        }
        float scale = (float) (1 / (deviation * (size - 2) * (size - 2)));
        int[] sums = image.sums();
        int origin = IntegralImage.STRIDE * y + x;
        int tree = 0;
        float margin = 0;
        for (int stage = 0; stage < stages; stage++) {
            int end = stageEnds[stage];
            float sum =
                    stumps
                            ? stumps(sums, origin, scale, tree, end)
                            : trees(sums, origin, scale, tree, end);
            tree = end;
            margin = sum - (stageThresholds[stage] - STAGE_TOLERANCE);
            if (margin < 0) {
                return stage - stages;
            }
        }
        return margin;
    }

    /** Computes the same as {@link #trees} without looking up the next node and leaf. */
    private float stumps(int[] sums, int origin, float scale, int tree, int end) {
        float sum = 0;
        for (int node = tree; node < end; node++) {
            float value = feature(sums, origin, node) * scale;
            sum += leaves[2 * node + (value < nodeThresholds[node] ? 0 : 1)];
        }
        return sum;
    }

    private float trees(int[] sums, int origin, float scale, int tree, int end) {
        float sum = 0;
        for (int t = tree; t < end; t++) {
            sum += tree(sums, origin, scale, t);
        }
        return sum;
    }

    private float tree(int[] sums, int origin, float scale, int tree) {
        int root = treeRoots[tree];
        int next = 0;
        do {
            int node = root + next;
            float value = feature(sums, origin, node) * scale;
            next = nodes[3 * node + (value < nodeThresholds[node] ? 1 : 2)];
        } while (next > 0);
        return leaves[treeLeaves[tree] - next];
    }

    private float feature(int[] sums, int origin, int node) {
        int w = RECTANGLES * node;
        int c = CORNERS * node;
        float value = nodeWeights[w] * rectangle(sums, origin, c);
        value += nodeWeights[w + 1] * rectangle(sums, origin, c + 4);
        if (nodeWeights[w + 2] != 0) {
            value += nodeWeights[w + 2] * rectangle(sums, origin, c + 8);
        }
        return value;
    }

    private int rectangle(int[] sums, int origin, int corner) {
        return sums[origin + nodeCorners[corner]]
                - sums[origin + nodeCorners[corner + 1]]
                - sums[origin + nodeCorners[corner + 2]]
                + sums[origin + nodeCorners[corner + 3]];
    }
}
