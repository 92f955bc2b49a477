/** What detectors are shown and drawn with. No part of the API. */
package org.lgsc.core.internal.detector;
