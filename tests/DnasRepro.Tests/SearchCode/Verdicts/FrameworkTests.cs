namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>The same meaning in other frameworks, and in libraries that hold part of the search.</summary>
public class FrameworkTests
{
    [Fact]
    public void Paddle_layers_with_two_optimisers() => Code.Of(
        ("pnet.py",
        """
        import paddle
        import paddle.nn as nn
        import paddle.nn.functional as F

        class MixLayer(nn.Layer):
            def __init__(self, c):
                super().__init__()
                self.sub = nn.LayerList([nn.Conv2D(c, c, 3, padding=1), nn.Conv2D(c, c, 5, padding=2), nn.Identity()])

            def forward(self, x, w):
                return sum(w[i] * s(x) for i, s in enumerate(self.sub))  #: supernet

        class PNet(nn.Layer):
            def __init__(self, c=8, n=4):
                super().__init__()
                self.mixes = nn.LayerList([MixLayer(c) for _ in range(n)])
                self.relax = self.create_parameter(shape=[n, 3], default_initializer=nn.initializer.Normal(0.0, 1e-3))  #: parameters

            def forward(self, x):
                w = F.softmax(self.relax, axis=-1)
                for i, m in enumerate(self.mixes):
                    x = m(x, w[i])
                return x

            def final(self):
                return paddle.argmax(self.relax, axis=1).numpy().tolist()  #: decode
        """),
        ("psearch.py",
        """
        import paddle
        from pnet import PNet

        def main():
            net = PNet()
            w_opt = paddle.optimizer.Momentum(0.025, parameters=net.mixes.parameters())
            r_opt = paddle.optimizer.Adam(3e-4, parameters=[net.relax])
            for i in range(100):
                x = paddle.randn([2, 8, 16, 16])
                loss = net(x).mean()
                loss.backward()
                w_opt.step()
                w_opt.clear_grad()
                loss = net(x).mean()
                loss.backward()
                r_opt.step()  #: update
                r_opt.clear_grad()
            print(net.final())

        if __name__ == '__main__':  #: entry
            main()
        """)).IsFull();

    [Fact]
    public void A_search_space_of_a_library_whose_parameters_the_script_trains() => Code.Of(
        ("topology.py",
        """
        import torch
        from monai.losses import DiceCELoss
        from monai.networks.nets import DiNTS, TopologySearch

        def main(train, valid):
            space = TopologySearch(channel_mul=0.5, num_blocks=6, num_depths=3, use_downsample=True, device='cuda:0')  #: supernet
            net = DiNTS(dints_space=space, in_channels=1, num_classes=2, use_downsample=True)
            loss_of = DiceCELoss(softmax=True, to_onehot_y=True)
            w_opt = torch.optim.SGD(net.weight_parameters(), 0.025)
            node_opt = torch.optim.Adam([space.log_alpha_a], 0.001)
            cell_opt = torch.optim.Adam([space.log_alpha_c], 0.001)
            for (x, y), (u, v) in zip(train, valid):
                w_opt.zero_grad()
                loss_of(net(x), y).backward()
                w_opt.step()
                node_opt.zero_grad()
                cell_opt.zero_grad()
                loss_of(net(u), v).backward()
                node_opt.step()  #: update
                cell_opt.step()
            node, arch, codes, _ = space.decode()  #: decode
            torch.save({'node_a': node, 'arch_code_a': arch, 'arch_code_c': codes}, 'arch.pt')

        if __name__ == '__main__':  #: entry
            main([], [])
        """)).IsFull();

    [Fact]
    public void Keras_layers_whose_variables_are_collected_one_by_one() => Code.Of(
        ("kmix.py",
        """
        import tensorflow as tf
        from tensorflow import keras

        class Menu(keras.layers.Layer):
            def __init__(self, filters):
                super().__init__()
                self.choices = [
                    keras.layers.Conv2D(filters, 3, padding='same'),
                    keras.layers.Conv2D(filters, 5, padding='same'),
                    keras.layers.MaxPooling2D(3, strides=1, padding='same'),
                ]

            def build(self, shape):
                self.arch_logits = self.add_weight(name='arch_logits', shape=(len(self.choices),), initializer='zeros', trainable=True)  #: parameters

            def call(self, x):
                p = tf.nn.softmax(self.arch_logits)
                return tf.add_n([p[i] * c(x) for i, c in enumerate(self.choices)])  #: supernet
        """),
        ("ksearch.py",
        """
        import tensorflow as tf
        from tensorflow import keras
        from kmix import Menu

        menus = [Menu(8) for _ in range(4)]
        model = keras.Sequential([keras.layers.Conv2D(8, 1)] + menus + [keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(3)])
        loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        opt_weights = keras.optimizers.SGD(0.05)
        opt_arch = keras.optimizers.Adam(0.001)

        @tf.function
        def weight_step(x, y):
            with tf.GradientTape() as tape:
                loss = loss_fn(y, model(x, training=True))
            weights = [v for m in menus for c in m.choices for v in c.trainable_variables]
            opt_weights.apply_gradients(zip(tape.gradient(loss, weights), weights))

        @tf.function
        def arch_step(x, y):
            with tf.GradientTape() as tape:
                loss = loss_fn(y, model(x, training=True))
            arch = [m.arch_logits for m in menus]
            opt_arch.apply_gradients(zip(tape.gradient(loss, arch), arch))  #: update

        def main(train, valid):
            for (x, y), (u, v) in zip(train, valid):
                weight_step(x, y)
                arch_step(u, v)
            for m in menus:
                print(int(tf.argmax(m.arch_logits)))  #: decode

        if __name__ == '__main__':  #: entry
            main([], [])
        """)).IsFull();

    [Fact]
    public void Graph_mode_tensorflow_with_a_list_of_variables() => Code.Of(
        ("tf1_search.py",
        """
        import numpy as np
        import tensorflow as tf

        def conv(x, k, name):
            return tf.layers.conv2d(x, 16, k, padding='same', name=name)

        def mixed(x, i):
            with tf.variable_scope('mixed_%d' % i):
                a = tf.get_variable('choice', [3], initializer=tf.zeros_initializer())  #: parameters
                w = tf.nn.softmax(a)
                outs = [conv(x, 1, 'c1'), conv(x, 3, 'c3'), tf.identity(x)]
                return tf.add_n([w[j] * o for j, o in enumerate(outs)])  #: supernet

        def network(x):
            x = conv(x, 3, 'stem')
            for i in range(6):
                x = mixed(x, i)
            return tf.layers.dense(tf.reduce_mean(x, [1, 2]), 10)

        def main(_):
            images = tf.placeholder(tf.float32, [None, 32, 32, 3])
            labels = tf.placeholder(tf.int64, [None])
            loss = tf.losses.sparse_softmax_cross_entropy(labels, network(images))
            choice_vars = [v for v in tf.trainable_variables() if 'choice' in v.name]
            weight_vars = [v for v in tf.trainable_variables() if 'choice' not in v.name]
            train_w = tf.train.MomentumOptimizer(0.025, 0.9).minimize(loss, var_list=weight_vars)
            train_a = tf.train.AdamOptimizer(3e-4).minimize(loss, var_list=choice_vars)  #: update
            with tf.Session() as sess:
                sess.run(tf.global_variables_initializer())
                for step in range(10000):
                    sess.run(train_w, {})
                    sess.run(train_a, {})
                for value in sess.run(choice_vars):
                    print(np.argmax(value))  #: decode

        if __name__ == '__main__':  #: entry
            tf.app.run()
        """)).IsFull();

    [Fact]
    public void Keras_layers_with_a_gradient_tape() => Code.Of(
        ("kmix.py",
        """
        import tensorflow as tf
        from tensorflow import keras

        class Menu(keras.layers.Layer):
            def __init__(self, filters):
                super().__init__()
                self.choices = [
                    keras.layers.Conv2D(filters, 3, padding='same'),
                    keras.layers.Conv2D(filters, 5, padding='same'),
                    keras.layers.MaxPooling2D(3, strides=1, padding='same'),
                ]

            def build(self, shape):
                self.arch_logits = self.add_weight(name='arch_logits', shape=(len(self.choices),), initializer='zeros', trainable=True)  #: parameters

            def call(self, x):
                p = tf.nn.softmax(self.arch_logits)
                return tf.add_n([p[i] * c(x) for i, c in enumerate(self.choices)])  #: supernet
        """),
        ("ksearch.py",
        """
        import tensorflow as tf
        from tensorflow import keras
        from kmix import Menu

        menus = [Menu(8) for _ in range(4)]
        model = keras.Sequential([keras.layers.Conv2D(8, 1)] + menus + [keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(3)])
        loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        opt_weights = keras.optimizers.SGD(0.05)
        opt_arch = keras.optimizers.Adam(0.001)

        def split():
            arch = [v for v in model.trainable_variables if 'arch_logits' in v.name]
            return arch, [v for v in model.trainable_variables if 'arch_logits' not in v.name]

        @tf.function
        def weight_step(x, y):
            with tf.GradientTape() as tape:
                loss = loss_fn(y, model(x, training=True))
            _, weights = split()
            opt_weights.apply_gradients(zip(tape.gradient(loss, weights), weights))

        @tf.function
        def arch_step(x, y):
            with tf.GradientTape() as tape:
                loss = loss_fn(y, model(x, training=True))
            arch, _ = split()
            opt_arch.apply_gradients(zip(tape.gradient(loss, arch), arch))  #: update

        def main(train, valid):
            for (x, y), (u, v) in zip(train, valid):
                weight_step(x, y)
                arch_step(u, v)
            for m in menus:
                print(int(tf.argmax(m.arch_logits)))  #: decode

        if __name__ == '__main__':  #: entry
            main([], [])
        """)).IsFull();

    [Fact]
    public void Mindspore_cells_with_a_gradient_function() => Code.Of(
        ("ms_search.py",
        """
        import mindspore as ms
        import mindspore.numpy as mnp
        from mindspore import nn, ops, Parameter, Tensor

        class Fusion(nn.Cell):
            def __init__(self, c):
                super().__init__()
                self.alternatives = nn.CellList([nn.Conv2d(c, c, 1), nn.Conv2d(c, c, 3), nn.SequentialCell([nn.Conv2d(c, c, 3), nn.ReLU()])])
                self.arch = Parameter(ops.zeros((3,), ms.float32), name='arch')  #: parameters

            def construct(self, x):
                p = ops.softmax(self.arch, 0)
                y = p[0] * self.alternatives[0](x)  #: supernet
                for i in range(1, 3):
                    y = y + p[i] * self.alternatives[i](x)  #: supernet
                return y

        def main():
            net = Fusion(4)
            arch = [p for p in net.trainable_params() if 'arch' in p.name]
            weights = [p for p in net.trainable_params() if 'arch' not in p.name]
            w_opt = nn.SGD(weights, 0.1)
            a_opt = nn.Adam(arch, 0.001)

            def forward(x, y):
                return ((net(x) - y) ** 2).mean()

            w_grad = ms.value_and_grad(forward, None, weights)
            a_grad = ms.value_and_grad(forward, None, arch)
            for i in range(50):
                x = mnp.randn(2, 4, 8, 8)
                _, g = w_grad(x, x)
                w_opt(g)
                _, g = a_grad(x, x)
                a_opt(g)  #: update
            print(net.arch.asnumpy().argmax())  #: decode

        if __name__ == '__main__':  #: entry
            main()
        """)).IsFull();
}
