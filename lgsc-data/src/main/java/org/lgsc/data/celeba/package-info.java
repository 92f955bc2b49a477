/** CelebA-Spoof (Zhang et al., ECCV 2020). */
package org.lgsc.data.celeba;
