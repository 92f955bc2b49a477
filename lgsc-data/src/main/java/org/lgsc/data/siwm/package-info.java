/** SiW-Mv2 (Guo et al., ECCV 2022). */
package org.lgsc.data.siwm;
