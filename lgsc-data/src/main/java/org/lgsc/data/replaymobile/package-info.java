/** Replay-Mobile (Costa-Pazo et al., BIOSIG 2016). */
package org.lgsc.data.replaymobile;
