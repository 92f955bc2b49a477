package org.lgsc.data.synthetic;

import org.lgsc.data.internal.recapture.FaceLayout;

/**
 * Geometry of one captured head. Three coordinate systems: the picture (0 to 1 across), the upright
 * head plane (x right, y down, face units, origin in the middle of the face) and the skin (u, v),
 * which coincides with the plane for a frontal face and slides over the relief as the head turns.
 */
final class HeadModel {
    private static final float DEPTH = 0.92f;
    private static final float SPLIT = 0.05f;
    private static final int TABLE = 1024;
    private static final float TABLE_REACH = 3.2f;

    private final SyntheticSubject subject;
    private final CaptureConditions conditions;
    private final float cosRoll;
    private final float sinRoll;
    private final float cosYaw;
    private final float sinYaw;
    private final float cosPitch;
    private final float sinPitch;
    private final float[] acrossTop = new float[TABLE + 1];
    private final float[] acrossJaw = new float[TABLE + 1];
    private final float[] upwards = new float[TABLE + 1];
    private final float[] downwards = new float[TABLE + 1];
    private final float mouthWidth;

    HeadModel(SyntheticSubject subject, CaptureConditions conditions) {
        this.subject = subject;
        this.conditions = conditions;
        cosRoll = (float) Math.cos(Math.toRadians(conditions.roll()));
        sinRoll = (float) Math.sin(Math.toRadians(conditions.roll()));
        cosYaw = (float) Math.cos(Math.toRadians(conditions.yaw()));
        sinYaw = (float) Math.sin(Math.toRadians(conditions.yaw()));
        cosPitch = (float) Math.cos(Math.toRadians(conditions.pitch()));
        sinPitch = (float) Math.sin(Math.toRadians(conditions.pitch()));
        mouthWidth = subject.mouth().width() * (1 + 0.18f * conditions.smile());
        var head = subject.head();
        double p = head.chinWidth();
        double jawDepth = (0.75 - SPLIT) / (head.chin() - SPLIT);
        // the exponent that leads the outline through the jaw's half-width at the mouth
        double q = Math.log(1 - Math.pow(head.jaw(), p)) / Math.log(jawDepth);
        for (int i = 0; i <= TABLE; i++) {
            double at = TABLE_REACH * i / TABLE;
            acrossTop[i] = (float) Math.pow(at, 2.25);
            acrossJaw[i] = (float) Math.pow(at, p);
            upwards[i] = (float) Math.pow(at / (head.crown() + SPLIT), 2.35);
            downwards[i] = (float) Math.pow(at / (head.chin() - SPLIT), q);
        }
    }

    float planeX(float pictureX, float pictureY) {
        float x = (2 * pictureX - 1) * conditions.scale() - conditions.offsetX();
        float y = (2 * pictureY - 1) * conditions.scale() - conditions.offsetY();
        return x * cosRoll + y * sinRoll;
    }

    float planeY(float pictureX, float pictureY) {
        float x = (2 * pictureX - 1) * conditions.scale() - conditions.offsetX();
        float y = (2 * pictureY - 1) * conditions.scale() - conditions.offsetY();
        return y * cosRoll - x * sinRoll;
    }

    /** Returns the level of the outline in the head plane: below 1 inside, above 1 outside. */
    float outline(float x, float y) {
        float dy = y - SPLIT;
        float blend = Math.min(1, Math.max(0, dy * 2.5f));
        float across = Math.abs(x);
        float side =
                blend == 0
                        ? look(acrossTop, across)
                        : blend == 1
                                ? look(acrossJaw, across)
                                : look(acrossTop, across) * (1 - blend)
                                        + look(acrossJaw, across) * blend;
        return side + (dy < 0 ? look(upwards, -dy) : look(downwards, dy));
    }

    private static float look(float[] table, float at) {
        float i = Math.min(at * (TABLE / TABLE_REACH), TABLE - 1f);
        int low = (int) i;
        return table[low] + (i - low) * (table[low + 1] - table[low]);
    }

    /**
     * Finds the skin under a point of the head plane.
     *
     * @param level the outline's level there
     * @param out receives u, v, depth towards the camera and the relief's height
     */
    void skin(float x, float y, float level, float[] out) {
        float ball = DEPTH * (float) Math.sqrt(Math.max(0, 1 - level));
        float u = x * cosYaw - ball * sinYaw;
        float v = y * cosPitch - ball * sinPitch;
        float relief = 0;
        float inside = Math.min(1, Math.max(0, (1 - level) * 5));
        if (inside > 0) {
            relief = relief(u, v) * inside;
            // one correction: the nose hides the skin behind it
            float depth = ball + relief;
            u = x * cosYaw - depth * sinYaw;
            v = y * cosPitch - depth * sinPitch;
            relief = relief(u, v) * inside;
        }
        out[0] = u;
        out[1] = v;
        out[2] = ball + relief;
        out[3] = relief;
    }

    float mouthWidth() {
        return mouthWidth;
    }

    /** Returns the height of the line between the lips. */
    float mouthLine(float u) {
        float t = u / mouthWidth;
        return subject.mouth().height()
                - 0.085f * conditions.smile() * (Math.min(t * t, 1.6f) - 0.3f);
    }

    private float relief(float u, float v) {
        float a = Math.abs(u);
        var nose = subject.nose();
        var eyes = subject.eyes();
        float wrinkles = subject.skin().wrinkles();
        float h = 0.07f * bump(a - 0.35f, v - eyes.height() + 0.3f, 0.5f, 0.17f);
        h -= 0.15f * bump(a - eyes.apart() + 0.03f, v - eyes.height() + 0.02f, 0.36f, 0.26f);
        h += 0.10f * bump(a - eyes.apart(), v - eyes.height(), 0.27f, 0.19f);
        h -=
                0.02f
                        * (0.4f + wrinkles)
                        * bump(a - eyes.apart(), v - eyes.height() - 0.24f, 0.3f, 0.07f);
        // bridge: a ridge that rises and widens towards the tip
        float along = (v + 0.3f) / (nose.tip() + 0.3f);
        if (along > 0 && along < 1.25f && a < 0.5f) {
            float ridge = along < 1 ? along : Math.max(0, (1.25f - along) * 4);
            float width = nose.bridge() * (1.5f + 0.5f * along);
            h +=
                    nose.length()
                            * (0.25f + 0.6f * along)
                            * Math.min(1, ridge * 4)
                            * bump(a, 0, width, 1);
        }
        h += 0.42f * nose.length() * bump(a, v - nose.tip(), nose.width() * 0.95f, 0.18f);
        h +=
                0.5f
                        * nose.length()
                        * bump(
                                a - 0.68f * nose.width(),
                                v - nose.tip() - 0.05f,
                                0.5f * nose.width(),
                                0.13f);
        h += subject.head().cheekbones() * bump(a - 0.6f, v - 0.22f, 0.45f, 0.35f);
        float smile = Math.max(0, conditions.smile());
        h += 0.06f * smile * bump(a - 0.5f, v - 0.38f, 0.3f, 0.26f);
        float line = mouthLine(u);
        float m = v - line;
        h += 0.085f * bump(a, m + 0.02f, mouthWidth * 1.25f, 0.3f);
        h += 0.05f * bump(a, m + 0.06f, mouthWidth * 0.9f, 0.085f);
        h += 0.065f * bump(a, m - 0.08f, mouthWidth * 0.8f, 0.1f);
        h -= 0.05f * bump(a, m, mouthWidth * 1.05f, 0.035f);
        h -= 0.02f * bump(a, v - 0.5f * (nose.tip() + 0.12f + line), 0.06f, 0.12f);
        h -= 0.05f * bump(a, m - 0.24f, 0.3f, 0.09f);
        h += 0.08f * bump(a, v - subject.head().chin() + 0.22f, 0.32f, 0.22f);
        // fold from the wing of the nose to the corner of the mouth
        float fold = (v - nose.tip()) / (line + 0.1f - nose.tip());
        if (fold > 0 && fold < 1) {
            float at = nose.width() + 0.05f + (mouthWidth + 0.07f - nose.width()) * fold;
            h -=
                    (0.012f + 0.03f * wrinkles + 0.03f * smile)
                            * 4
                            * fold
                            * (1 - fold)
                            * bump(a - at, 0, 0.07f, 1);
        }
        return h;
    }

    /** Returns a smooth hill of height 1 that ends at the half-axes. */
    private static float bump(float du, float dv, float ru, float rv) {
        float a = du / ru;
        float b = dv / rv;
        float d = 1 - a * a - b * b;
        return d > 0 ? d * d : 0;
    }

    FaceLayout layout() {
        var eyes = subject.eyes();
        float[] left = picture(-eyes.apart(), eyes.height());
        float[] right = picture(eyes.apart(), eyes.height());
        float[] mouth = picture(0, subject.mouth().height());
        float unit = 1 / (2 * conditions.scale());
        return new FaceLayout(
                left[0],
                left[1],
                right[0],
                right[1],
                eyes.width() * unit,
                mouth[0],
                mouth[1],
                mouthWidth * unit);
    }

    /**
     * Returns where a point of the skin appears in the picture, by a few fixed-point iterations.
     */
    private float[] picture(float u, float v) {
        float x = u;
        float y = v;
        float[] at = new float[4];
        for (int i = 0; i < 6; i++) {
            skin(x, y, outline(x, y), at);
            x += u - at[0];
            y += v - at[1];
        }
        float px = x * cosRoll - y * sinRoll + conditions.offsetX();
        float py = y * cosRoll + x * sinRoll + conditions.offsetY();
        return new float[] {(px / conditions.scale() + 1) / 2, (py / conditions.scale() + 1) / 2};
    }
}
