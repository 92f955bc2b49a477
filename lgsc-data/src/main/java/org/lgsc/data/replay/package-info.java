/** Replay-Attack (Chingovska et al., BIOSIG 2012). */
package org.lgsc.data.replay;
