package org.lgsc.data.synthetic;

import org.lgsc.data.synthetic.SyntheticSubject.HairStyle;

/** The position of the hair of a head, before and behind the face, and its reflectance. */
final class HairPainter {
    private final SyntheticSubject subject;
    private final HeadModel model;
    private final HairStyle style;
    private final float volume;
    private final float hairline;
    private final float shift;
    private final boolean hangs;

    HairPainter(SyntheticSubject subject, HeadModel model) {
        this.subject = subject;
        this.model = model;
        style = subject.hair().style();
        volume = subject.hair().volume();
        hairline =
                style == HairStyle.FRINGE
                        ? subject.eyes().height() - subject.eyes().browHeight() - 0.12f
                        : subject.hair().hairline();
        shift = 2.3f * (subject.textureSeed() & 0x3ff);
        hangs = style == HairStyle.LONG || style == HairStyle.WAVY;
    }

    /** Returns the share of the face covered by hair in front of it. */
    float onFace(float u, float v) {
        if (v > 1.3f || v > -0.1f && Math.abs(u) < 0.6f) {
            return 0;
        }
        float a = Math.abs(u);
        float strand = NoiseField.value(u * 24 + shift, v * 3);
        float line = hairline + 0.28f * a * a * (style == HairStyle.FRINGE ? 0.2f : 1);
        if (style == HairStyle.PARTED || hangs) {
            // falls to both sides of the parting
            float from = Math.abs(u - subject.hair().parting() * 0.6f);
            line += 0.35f * Math.max(0, from - 0.25f) - 0.08f;
        }
        float side = SkinPainter.edge(a - 0.86f, 0.24f);
        float reach =
                hangs ? 2f : style == HairStyle.CURLY || style == HairStyle.FRINGE ? 0.9f : 0.65f;
        line += reach * side;
        float ragged = style == HairStyle.FRINGE ? 0.09f : style == HairStyle.CURLY ? 0.06f : 0.05f;
        float fade = style == HairStyle.SHAVED ? 0.3f : 0.09f;
        float cover = SkinPainter.edge(line - v + ragged * strand, fade);
        return style == HairStyle.SHAVED ? 0.6f * cover : cover;
    }

    /**
     * Returns the share covered by hair that stands off the skull around the face, in the head
     * plane.
     */
    float around(float x, float y) {
        if (volume == 0 || y > 0.5f && !hangs) {
            return 0;
        }
        float rough = style == HairStyle.CURLY ? 0.09f : 0.025f;
        float frequency = style == HairStyle.CURLY ? 7 : 16;
        float ragged = rough * NoiseField.value(x * frequency + shift, y * frequency);
        float grow = 1 + volume + ragged;
        float level = model.outline(x / grow, (y + 0.05f) / (1 + 0.85f * volume + ragged) - 0.05f);
        float cover = SkinPainter.edge(1 - level, 0.06f);
        float end = hangs ? 0.9f : style == HairStyle.CURLY ? 0.3f : 0.02f;
        cover *= SkinPainter.edge(end - y + 0.1f * ragged / rough, 0.15f);
        return cover;
    }

    /** Returns the share covered by long hair behind the neck. */
    float behind(float x, float y) {
        if (!hangs || y < -0.4f) {
            return 0;
        }
        float wave = style == HairStyle.WAVY ? 0.07f * (float) Math.sin(y * 7 + shift) : 0;
        float ragged = 0.05f * NoiseField.value(x * 9 + shift, y * 3);
        float width = 1 + volume - 0.06f * y + wave + ragged;
        return SkinPainter.edge(width - Math.abs(x), 0.05f);
    }

    /**
     * Computes the reflectance of the hair at a point of the head plane.
     *
     * @param out receives linear RGB and, at 3, the gloss of the strand
     */
    void paint(float x, float y, float[] out) {
        float contrast = subject.hair().contrast();
        float strand;
        float clump;
        if (style == HairStyle.CURLY) {
            float wx = x * 9 + 1.2f * NoiseField.value(x * 5 + shift, y * 5);
            float wy = y * 9 + 1.2f * NoiseField.value(y * 5 + shift, x * 5);
            clump = 1 - 2.2f * Math.abs(NoiseField.value(wx + shift, wy));
            strand = NoiseField.octaves(x * 70 + shift, y * 70);
        } else if (style == HairStyle.SHAVED) {
            clump = NoiseField.octaves(x * 20 + shift, y * 20);
            strand = NoiseField.octaves(x * 120 + shift, y * 120);
        } else {
            float across;
            float along;
            if (hangs && y > -0.35f) {
                float wave =
                        style == HairStyle.WAVY ? 0.06f * (float) Math.sin(y * 7 + 4 * x) : 0.01f;
                across = 1.1f * (x + wave) + 2.5f;
                along = y;
            } else {
                // strands run out of the parting on the crown
                float dx = x - 0.6f * subject.hair().parting();
                float dy = y + (style == HairStyle.FRINGE ? 1.75f : 1.35f);
                across = (float) Math.atan2(dx, Math.abs(dy) + 0.25f);
                along = (float) Math.sqrt(dx * dx + dy * dy);
                if (style == HairStyle.SHORT || style == HairStyle.TIED) {
                    across += 0.12f * NoiseField.value(x * 4 + shift, y * 4);
                }
            }
            clump = NoiseField.value(across * 17 + shift, along * 2.2f);
            strand =
                    0.6f * NoiseField.value(across * 95 + shift, along * 5)
                            + 0.6f * NoiseField.value(across * 48, along * 9 + shift);
        }
        float level = 1 + contrast * (0.75f * strand + 0.75f * clump);
        level = Math.max(0.12f, level);
        float[] colour = subject.hair().colour();
        out[0] = colour[0] * level;
        out[1] = colour[1] * level;
        out[2] = colour[2] * level;
        out[3] = 0.05f * Math.max(0, 0.6f + strand);
        out[4] = 0;
    }
}
