package org.lgsc.core.face;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.lgsc.core.LgscException;

/** Reads a cascade from the XML that OpenCV writes (the newer format, upright features only). */
final class HaarCascadeReader {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final List<Float> stageThresholds = new ArrayList<>();
    private final List<Integer> stageEnds = new ArrayList<>();
    private final List<Integer> treeRoots = new ArrayList<>();
    private final List<Integer> treeLeaves = new ArrayList<>();
    private final List<Integer> nodes = new ArrayList<>();
    private final List<Float> nodeThresholds = new ArrayList<>();
    private final List<Float> leaves = new ArrayList<>();
    private final List<Integer> rectangles = new ArrayList<>();
    private final List<Float> weights = new ArrayList<>();
    private int size;

    /**
     * @param name name of the file for messages
     * @throws LgscException when it is not such a cascade
     */
    HaarCascade read(InputStream in, String name) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    element(xml);
                }
            }
        } catch (XMLStreamException | RuntimeException e) {
            throw LgscException.of(
                    LgscException.Kind.FILE, e, "The face cascade %s is damaged.", name);
        }
        endStage();
        if (size < 3 || stageEnds.isEmpty() || weights.isEmpty()) {
            throw LgscException.ofFile("The file %s is not a cascade of Haar features.", name);
        }
        return new HaarCascade(
                size,
                floats(stageThresholds),
                ints(stageEnds),
                ints(treeRoots),
                ints(treeLeaves),
                ints(nodes),
                floats(nodeThresholds),
                floats(leaves),
                ints(rectangles),
                floats(weights));
    }

    private void element(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "width" -> size = Integer.parseInt(xml.getElementText().trim());
            case "stageThreshold" -> {
                endStage();
                stageThresholds.add(Float.parseFloat(xml.getElementText().trim()));
            }
            case "internalNodes" -> tree(words(xml));
            case "leafValues" -> {
                for (String value : words(xml)) {
                    leaves.add(Float.parseFloat(value));
                }
            }
            case "rects" -> feature(xml);
            case "tilted" -> {
                if (!xml.getElementText().trim().equals("0")) {
                    throw new IllegalArgumentException("tilted features");
                }
            }
            default -> {} // a level of the tree, or an element that is not needed
        }
    }

    private void endStage() {
        if (stageEnds.size() < stageThresholds.size()) {
            stageEnds.add(treeRoots.size());
        }
    }

    private void tree(String[] words) {
        treeRoots.add(nodeThresholds.size());
        treeLeaves.add(leaves.size());
        for (int i = 0; i < words.length; i += 4) {
            nodes.add(Integer.parseInt(words[i + 2]));
            nodes.add(Integer.parseInt(words[i]));
            nodes.add(Integer.parseInt(words[i + 1]));
            nodeThresholds.add(Float.parseFloat(words[i + 3]));
        }
    }

    private void feature(XMLStreamReader xml) throws XMLStreamException {
        int count = 0;
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                String[] words = words(xml);
                for (int i = 0; i < 4; i++) {
                    rectangles.add(Integer.parseInt(words[i]));
                }
                weights.add(Float.parseFloat(words[4]));
                count++;
            }
        }
        if (count > 3) {
            throw new IllegalArgumentException(count + " rectangles");
        }
        for (; count < 3; count++) {
            rectangles.addAll(List.of(0, 0, 0, 0));
            weights.add(0f);
        }
    }

    private static String[] words(XMLStreamReader xml) throws XMLStreamException {
        return SPACE.split(xml.getElementText().trim());
    }

    private static float[] floats(List<Float> values) {
        float[] out = new float[values.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = values.get(i);
        }
        return out;
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
