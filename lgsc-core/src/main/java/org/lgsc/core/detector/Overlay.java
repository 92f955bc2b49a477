package org.lgsc.core.detector;

import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.detector.CueColours;

/** Draws a result over the picture that was checked. */
final class Overlay {
    private static final int LARGEST_SIDE = 1024;

    /** Share of the cue map where it is brightest; weak cues leave the face visible. */
    private static final double OPACITY = 0.75;

    private static final int LIVE = 0x1B7837;
    private static final int SPOOF = 0xB2182B;
    private static final int UNDECIDED = 0xC0A000;

    /** Two alternating colours are visible on every background. */
    private static final int[] DASHES = {0xFFFFFF, 0x202020};

    private static final int DASH = 8;

    private Overlay() {}

    /** Returns the picture, at most 1024 pixels long, with cue map, scored part and box. */
    static RgbImage draw(RgbImage picture, LivenessResult result) {
        RgbImage small = ImageScaler.shrinkToAtMost(picture, LARGEST_SIDE);
        RgbImage canvas = new RgbImage(small.width(), small.height(), small.data().clone());
        double scale = (double) canvas.width() / picture.width();
        result.cueMap().ifPresent(map -> blend(canvas, map, scale));
        result.scored().ifPresent(area -> frame(canvas, area, scale));
        int colour =
                switch (result.decision()) {
                    case LIVE -> LIVE;
                    case SPOOF -> SPOOF;
                    case UNDECIDED -> UNDECIDED;
                };
        result.face().ifPresent(face -> box(canvas, face, scale, colour));
        return canvas;
    }

    private static void blend(RgbImage canvas, LivenessResult.CueMap map, double scale) {
        FaceBox area = map.area();
        int right = end(area.x() + area.width(), scale, canvas.width());
        int bottom = end(area.y() + area.height(), scale, canvas.height());
        for (int y = start(area.y(), scale); y < bottom; y++) {
            int row = place((y + 0.5) / scale - area.y(), area.height(), map.height());
            for (int x = start(area.x(), scale); x < right; x++) {
                int column = place((x + 0.5) / scale - area.x(), area.width(), map.width());
                float cue = map.values()[row][column];
                if (cue > 0) { // NaN where there is no patch
                    double share = OPACITY * Math.min(1, cue / CueColours.SCALE_END);
                    mix(canvas, x, y, CueColours.rgb(cue), share);
                }
            }
        }
    }

    private static int place(double pixel, int of, int cells) {
        return Math.max(0, Math.min(cells - 1, (int) (pixel * cells / of)));
    }

    private static int start(int edge, double scale) {
        return Math.max(0, (int) Math.round(edge * scale));
    }

    private static int end(int edge, double scale, int length) {
        return Math.min(length, (int) Math.round(edge * scale));
    }

    /** Marks the scored part with a dashed line, thinner than the face's box. */
    private static void frame(RgbImage canvas, FaceBox area, double scale) {
        int left = start(area.x(), scale);
        int top = start(area.y(), scale);
        int right = end(area.x() + area.width(), scale, canvas.width()) - 1;
        int bottom = end(area.y() + area.height(), scale, canvas.height()) - 1;
        if (right < left || bottom < top) {
            return; // not the picture that was checked
        }
        for (int x = left; x <= right; x++) {
            mix(canvas, x, top, DASHES[x / DASH % 2], 1);
            mix(canvas, x, bottom, DASHES[x / DASH % 2], 1);
        }
        for (int y = top; y <= bottom; y++) {
            mix(canvas, left, y, DASHES[y / DASH % 2], 1);
            mix(canvas, right, y, DASHES[y / DASH % 2], 1);
        }
    }

    private static void box(RgbImage canvas, FaceBox face, double scale, int colour) {
        int thickness = Math.max(2, Math.max(canvas.width(), canvas.height()) / 256);
        int left = start(face.x(), scale);
        int top = start(face.y(), scale);
        int right = end(face.x() + face.width(), scale, canvas.width());
        int bottom = end(face.y() + face.height(), scale, canvas.height());
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (x < left + thickness
                        || x >= right - thickness
                        || y < top + thickness
                        || y >= bottom - thickness) {
                    mix(canvas, x, y, colour, 1);
                }
            }
        }
    }

    private static void mix(RgbImage canvas, int x, int y, int colour, double share) {
        int at = 3 * (y * canvas.width() + x);
        for (int c = 0; c < 3; c++) {
            int old = canvas.data()[at + c] & 0xff;
            int other = colour >> 16 - 8 * c & 0xff;
            canvas.data()[at + c] = (byte) Math.round(old + share * (other - old));
        }
    }
}
