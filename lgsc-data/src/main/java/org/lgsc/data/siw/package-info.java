/** SiW, Spoof in the Wild (Liu et al., CVPR 2018). */
package org.lgsc.data.siw;
